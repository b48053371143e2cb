import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as library from '../src/index.js';

const root = new URL('../', import.meta.url);
const readme = readFileSync(new URL('README.md', root), 'utf8');
const samples = [...readme.matchAll(/<!-- (examples\/[\w-]+\.ts) -->\n\n```ts\n(.*?)```/gs)];

it('shows samples, each of which is an example that the tests run', () => {
  expect(samples.length).toBeGreaterThanOrEqual(4);
  for (const [, file, code] of samples) {
    expect(code, file).toBe(readFileSync(new URL(file!, root), 'utf8'));
  }
});

it('names every example', () => {
  const files = readdirSync(new URL('examples', root)).filter((name) => name.endsWith('.ts'));
  for (const file of files) expect(readme).toContain(`examples/${file}`);
});

describe('the tables', () => {
  it('name every error class and its code', () => {
    const classes = Object.keys(library).filter((name) => /^[A-Z]\w+Error$/.test(name));
    for (const name of classes) {
      if (name !== 'WaiterError') expect(readme).toContain(`\`${name}\``);
    }
  });

  it('link to headings that exist', () => {
    const headings = [...readme.matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
      heading!
        .toLowerCase()
        .replace(/[^\w -]/g, '')
        .replaceAll(' ', '-'),
    );
    for (const [, anchor] of readme.matchAll(/\]\(#([\w-]+)\)/g))
      expect(headings).toContain(anchor);
  });
});
