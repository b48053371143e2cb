import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { EXIT } from '../src/cli/exit-code.js';
import { createMetrics } from '../src/watcher/telemetry/metrics-registry.js';
import { createRoutes } from '../src/watcher/http/routes.js';
import { FakeWatcher } from './watcher/http/fake-watcher.js';
import { parseExposition } from './watcher/telemetry/metrics/exposition.js';
import { aSnapshot } from './watcher/http/samples.js';

const page = new URL('../docs/watching.md', import.meta.url);
const docs = readFileSync(page, 'utf8');

const watcher = new FakeWatcher(aSnapshot());
const metrics = createMetrics(watcher, '1.2.3');
afterAll(() => metrics.close());

/** The anchors of a page's headings, as GitHub makes them. */
function anchorsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\w -]/g, '')
      .replaceAll(' ', '-'),
  );
}

describe('docs/watching.md', () => {
  it('links to files and headings that there are', () => {
    const links = [...docs.matchAll(/\]\(([^)]+)\)/g)].map(([, link = '']) => link);
    const own = links.filter((link) => !link.startsWith('https:'));
    expect(own.length).toBeGreaterThan(15);
    for (const link of own) {
      const [path = '', anchor] = link.split('#');
      const file = path === '' ? page : new URL(path, page);
      expect(existsSync(file), link).toBe(true);
      if (anchor !== undefined) {
        expect(anchorsOf(readFileSync(file, 'utf8')), link).toContain(anchor);
      }
    }
  });

  it('names each metric with its type and labels, and no other', async () => {
    const rows = docs.matchAll(/^\| `(sso_admin_waiter_\w+)` +\| (\w+) +\| ([^|]*)\|/gm);
    const told = [...rows].map(([, name, type, labels = '']) => ({
      name,
      type,
      labels: [...labels.matchAll(/\w+/g)].map(([label]) => label).toSorted(),
    }));
    // What was never delivered has no labels yet.
    watcher.emit({
      type: 'delivered',
      at: new Date(),
      sink: 'webhook',
      eventId: 'x',
      attempts: 1,
      afterMs: 200,
    });
    const families = parseExposition(await metrics.render());
    const real = families.map(({ name, type, samples }) => ({
      name,
      type,
      labels: Object.keys(samples[0]?.labels ?? {})
        .filter((label) => label !== 'le')
        .toSorted(),
    }));
    const byName = (one: { name: string | undefined }, other: { name: string | undefined }) =>
      String(one.name).localeCompare(String(other.name));
    expect(told.toSorted(byName)).toEqual(real.toSorted(byName));
  });

  it('names each path of the server, and each file for operators', () => {
    for (const path of ['/', ...createRoutes(watcher, metrics).keys()]) {
      expect(docs).toContain(`| \`${path}\``);
    }
    const folder = new URL('../examples/watch/', import.meta.url);
    for (const name of readdirSync(folder)) expect(docs).toContain(`../examples/watch/${name}`);
  });

  it('tells the exit codes', () => {
    const codes = [...docs.matchAll(/^\| (\d+(?:, \d+)*) +\|/gm)].flatMap(([, list = '']) =>
      list.split(', ').map(Number),
    );
    const { ok, usage, unknown, interrupted, terminated, outputClosed } = EXIT;
    expect(codes).toEqual([ok, usage, unknown, interrupted, terminated, outputClosed]);
  });
});
