import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { createMetrics } from '../../../src/watcher/telemetry/metrics-registry.js';
import { PREFIX } from '../../../src/watcher/telemetry/metrics/metric-prefix.js';
import { FakeWatcher } from '../../watcher/http/fake-watcher.js';
import { parseExposition } from '../../watcher/telemetry/metrics/exposition.js';
import { aSnapshot } from '../../watcher/http/samples.js';

const metrics = createMetrics(new FakeWatcher(aSnapshot()), '1.2.3');
afterAll(() => metrics.close());

const families = parseExposition(await metrics.render());
/** The names of the labels by the name of the sample. */
const labelsOf = new Map<string, readonly string[]>(
  families
    .flatMap(({ samples }) => samples)
    .map(({ name, labels }) => [name, Object.keys(labels)] as const),
);
const allLabels = new Set([...labelsOf.values()].flat());

/** The labels that Prometheus adds to every metric of a target. */
const OF_TARGET = ['instance', 'job'];

const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
const names = (text: string) => [...new Set(text.match(new RegExp(`${PREFIX}\\w+`, 'g')))];

/** The labels in the matchers of a metric, such as `kind` in `metric{kind="x"}`. */
function matched(text: string): (readonly [string, string])[] {
  const selectors = text.matchAll(new RegExp(`(${PREFIX}\\w+)\\{([^}]*)\\}`, 'g'));
  return [...selectors].flatMap(([, name = '', matchers = '']) =>
    [...matchers.matchAll(/(\w+)\s*=~?/g)].map(([, label = '']) => [name, label] as const),
  );
}

describe.each([
  'examples/watch/alerts.yml',
  'examples/watch/alerts.test.yml',
  'examples/watch/grafana-dashboard.json',
])('%s', (path) => {
  const text = read(path);

  it('uses existing metrics', () => {
    expect(names(text).length).toBeGreaterThan(5);
    for (const name of names(text)) expect([...labelsOf.keys()]).toContain(name);
  });

  it('matches existing labels of the metrics', () => {
    expect(matched(text).length).toBeGreaterThan(2);
    for (const [name, label] of matched(text)) {
      expect([...(labelsOf.get(name) ?? []), ...OF_TARGET], name).toContain(label);
    }
  });

  it('groups by and shows existing labels', () => {
    const grouped = [...text.matchAll(/by \(([^)]*)\)/g)].flatMap(([, list = '']) =>
      list.split(/,\s*/),
    );
    const shown = [...text.matchAll(/\{\{\s*(?:\$labels\.)?(\w+)\s*\}\}/g)].map(
      ([, label = '']) => label,
    );
    for (const label of [...grouped, ...shown]) {
      expect([...allLabels, ...OF_TARGET]).toContain(label);
    }
  });
});

it('the dashboard is valid JSON, and all panels use the selected data source', () => {
  const dashboard: unknown = JSON.parse(read('examples/watch/grafana-dashboard.json'));
  const uids: unknown[] = [];
  JSON.stringify(dashboard, (key, value: unknown) => {
    if (key === 'datasource' && typeof value === 'object' && value !== null && 'uid' in value) {
      uids.push(value.uid);
    }
    return value;
  });
  expect(dashboard).toMatchObject({
    title: 'sso-admin-waiter',
    templating: { list: [{ name: 'datasource', type: 'datasource', query: 'prometheus' }, {}] },
  });
  expect(new Set(uids)).toEqual(new Set(['${datasource}']));
});
