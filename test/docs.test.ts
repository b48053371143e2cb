import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { EXIT } from '../src/cli/exit-code.js';
import * as library from '../src/index.js';
import { createRoutes } from '../src/watcher/http/routes.js';
import { createMetrics } from '../src/watcher/telemetry/metrics-registry.js';
import { FakeWatcher } from './watcher/http/fake-watcher.js';
import { aSnapshot } from './watcher/http/samples.js';
import { parseExposition } from './watcher/telemetry/metrics/exposition.js';

const root = new URL('../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');

const PAGES = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'test/bench/README.md',
  ...readdirSync(new URL('docs', root), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

/** The anchors of a page's headings, as GitHub makes them. */
function anchorsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\w -]/g, '')
      .replaceAll(' ', '-'),
  );
}

/** The exit codes in the tables of a page, in order. */
function exitCodesIn(text: string): number[] {
  return [...text.matchAll(/^\| (\d+(?:, \d+)*) +\|/gm)].flatMap(([, list = '']) =>
    list.split(', ').map(Number),
  );
}

it('names files in CONTRIBUTING.md that exist', () => {
  const paths = [
    ...read('CONTRIBUTING.md').matchAll(/`((?:src|test|docs|examples)\/[^`<*#]+)(?:[<#][^`]*)?`/g),
  ];
  expect(paths.length).toBeGreaterThan(30);
  for (const [, path = ''] of paths) expect(existsSync(new URL(path, root)), path).toBe(true);
});

describe.each(PAGES)('%s', (page) => {
  const text = read(page);

  it('links to files and headings that exist', () => {
    const links = [...text.matchAll(/\]\(([^)\s]+)\)|(?:src|srcset|href)="([^"]+)"/g)].map(
      ([, link = '', attribute = '']) => link || attribute,
    );
    for (const link of links.filter((each) => !/^https?:/.test(each))) {
      const [path = '', anchor] = link.split('#');
      const file = path === '' ? new URL(page, root) : new URL(path, new URL(page, root));
      expect(existsSync(file), link).toBe(true);
      if (anchor === undefined) continue;
      expect(anchorsOf(readFileSync(file, 'utf8')), link).toContain(anchor);
    }
  });

  it('shows samples that are examples, which the tests run', () => {
    const samples = text.matchAll(/<!-- (examples\/[\w-]+\.ts) -->\n\n```ts\n(.*?)```/gs);
    for (const [, file = '', code] of samples) expect(code, file).toBe(read(file));
  });
});

describe('the README', () => {
  it('is at most 10 KB', () => {
    expect(read('README.md').length).toBeLessThanOrEqual(10_240);
  });
});

describe('the documentation', () => {
  const docs = PAGES.map(read).join('\n');

  it('names every example', () => {
    for (const folder of ['examples', 'examples/watch']) {
      const names = readdirSync(new URL(folder, root));
      const files = names.filter((name) => /\.\w+$/.test(name) && name !== 'tsconfig.json');
      for (const name of files) expect(docs).toContain(`${folder}/${name}`);
    }
  });

  it('names every error class', () => {
    const classes = Object.keys(library).filter((name) => /^[A-Z]\w+Error$/.test(name));
    for (const name of classes.filter((each) => each !== 'WaiterError')) {
      expect(read('docs/library.md')).toContain(`| \`${name}\``);
    }
  });

  it('lists the exit codes', () => {
    const { ok, failed, usage, unknown, timedOut, interrupted, terminated, outputClosed } = EXIT;
    const ends = [interrupted, terminated, outputClosed];
    const wait = [ok, failed, usage, unknown, timedOut, ...ends];
    expect(exitCodesIn(read('docs/cli.md'))).toEqual(wait);
    const watch = [ok, usage, unknown, ...ends];
    expect(exitCodesIn(read('docs/watching/operations.md'))).toEqual(watch);
  });
});

describe('docs/watching/metrics.md', () => {
  const docs = read('docs/watching/metrics.md');
  const watcher = new FakeWatcher(aSnapshot());
  const metrics = createMetrics(watcher, '1.2.3');
  afterAll(() => metrics.close());

  it('names each metric with its type and labels, and no other', async () => {
    const rows = docs.matchAll(/^\| `(sso_admin_waiter_\w+)` +\| (\w+) +\| ([^|]*)\|/gm);
    const documented = [...rows].map(([, name, type, labels = '']) => ({
      name,
      type,
      labels: [...labels.matchAll(/\w+/g)].map(([label]) => label).toSorted(),
    }));
    // A metric has no labels before its first sample.
    watcher.emit({
      type: 'delivered',
      at: new Date(),
      sink: 'webhook',
      eventId: 'x',
      attempts: 1,
      afterMs: 200,
    });
    const families = parseExposition(await metrics.render());
    const exposed = families.map(({ name, type, samples }) => ({
      name,
      type,
      labels: Object.keys(samples[0]?.labels ?? {})
        .filter((label) => label !== 'le')
        .toSorted(),
    }));
    const byName = (one: { name: string | undefined }, other: { name: string | undefined }) =>
      String(one.name).localeCompare(String(other.name));
    expect(documented.toSorted(byName)).toEqual(exposed.toSorted(byName));
  });

  it('names each path of the server', () => {
    for (const path of ['/', ...createRoutes(watcher, metrics).keys()]) {
      expect(docs).toContain(`| \`${path}\``);
    }
  });
});
