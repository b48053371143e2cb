import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { Results } from '../stats/results.js';
import { scenarioNamed } from '../jobs/job.js';
import { SCENARIOS } from '../world/scenarios.js';
import { chartOf } from './chart.js';
import { withSummary } from './summary.js';

const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');

const committed = JSON.parse(read('docs/bench.json')) as Results;

it('is the table in docs/comparison.md', () => {
  const page = read('docs/comparison.md');
  expect(page).toBe(withSummary(page, committed));
  expect(page).toContain('| 1 request, usual (median 20 s)');
});

it('has the same results as the chart', () => {
  expect(read('docs/bench.svg')).toBe(chartOf(committed, scenarioNamed('100-usual')));
});

it('is of results of all scenarios', () => {
  const measured = new Set(committed.results.map(({ scenario }) => scenario));
  expect([...measured]).toEqual(SCENARIOS.map(({ name }) => name));
});

it('replaces only the text between its markers', () => {
  const text = 'before\n<!-- npm run bench -->\nold\n<!-- end -->\nafter\n';
  const filled = withSummary(text, committed);
  expect(filled).toMatch(/^before\n<!-- npm run bench -->\n\n\|[^]*\|\n\n<!-- end -->\nafter\n$/);
  expect(filled).not.toContain('old');
  expect(withSummary(filled, committed)).toBe(filled);
});

it('is not written without markers', () => {
  expect(() => withSummary('no marks', committed)).toThrow(RangeError);
});
