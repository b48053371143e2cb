import { describe, expect, it } from 'vitest';
import type { BenchStats } from '../stats/bench-stats.js';
import { scenarioNamed } from '../jobs/job.js';
import { STRATEGIES } from '../strategies/table.js';
import { chartOf } from './chart.js';
import { logScale } from './log-scale.js';
import { placeLabels } from './place-labels.js';
import { element, escapeText } from './svg.js';

const stats = (mean: number, callsPerRequest: number): BenchStats => ({
  delayMs: { mean, p50: mean, p95: mean, max: mean },
  callsPerRequest,
  callsPerSecond: 1,
  throttledShare: 0,
  finishMs: 1,
  failedWaits: 0,
  wrong: 0,
  requests: 1,
});

const results = {
  results: STRATEGIES.map(({ name }, index) => ({
    scenario: '100-usual',
    strategy: name,
    seeds: 1,
    stats: stats(100 * 2 ** index, index + 1),
  })),
};

describe('the chart', () => {
  const chart = chartOf(results, { ...scenarioNamed('100-usual'), title: 'a < b & "c"' });

  it('escapes the title', () => {
    expect(chart).toContain('a &lt; b &amp; &quot;c&quot;');
    expect(chart).not.toContain('a < b');
  });

  it('has a point and a label for each strategy', () => {
    expect(chart.match(/<circle /g)).toHaveLength(STRATEGIES.length);
    for (const { title } of STRATEGIES) expect(chart).toContain(`>${escapeText(title)}</text>`);
  });

  it('has colours for dark backgrounds', () => {
    expect(chart).toContain('prefers-color-scheme: dark');
  });

  it('is not drawn without results', () => {
    expect(() => chartOf(results, scenarioNamed('1-usual'))).toThrow('no results of 1-usual');
  });
});

it('escapes attributes', () => {
  expect(element('a', { b: `"'<&>` })).toBe('<a b="&quot;&#39;&lt;&amp;&gt;"/>');
});

it('a logarithmic scale has equal distances for equal ratios', () => {
  const scale = logScale([1, 100], 0, 300);
  expect(scale.at(10) - scale.at(1)).toBeCloseTo(scale.at(100) - scale.at(10));
  expect(scale.ticks).toEqual([1, 2, 5, 10, 20, 50, 100]);
});

it('labels do not overlap labels and points', () => {
  const label = 'a label';
  const points = [
    { x: 100, y: 100, label },
    { x: 100, y: 102, label },
    { x: 390, y: 200, label },
  ];
  const [first, second, third] = placeLabels(points, { left: 0, right: 400 });
  expect(first).toMatchObject({ anchor: 'start', y: 104 });
  expect(second?.anchor === 'end' || Math.abs((second?.y ?? 0) - 104) >= 14).toBe(true);
  expect(third?.anchor).toBe('end');
});

it('labels do not overlap the axis', () => {
  const points = [
    { x: 100, y: 100, label: 'a label' },
    { x: 110, y: 100, label: 'another' },
  ];
  const [first] = placeLabels(points, { left: 64, right: 400 });
  expect(first?.anchor).toBe('start');
});
