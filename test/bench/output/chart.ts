import type { Result, Results } from '../stats/results.js';
import { strategyNamed } from '../jobs/job.js';
import { LIMIT, OURS } from '../strategies/table.js';
import type { Scenario } from '../world/scenario.js';
import { logScale, type LogScale } from './log-scale.js';
import { placeLabels } from './place-labels.js';
import { element, escapeText, textElement } from './svg.js';

const WIDTH = 800;
const HEIGHT = 460;
const PLOT = { left: 64, right: WIDTH - 24, top: 44, bottom: HEIGHT - 52 };

/** Colours for light and dark backgrounds. */
const STYLE = `
  text { font: 12px system-ui, sans-serif; fill: #24292f; }
  .title { font-size: 14px; font-weight: 600; }
  .grid { stroke: #d0d7de; stroke-width: 1; }
  .peer { fill: #8250df; } .limit { fill: #6e7781; } .ours { fill: #1a7f37; }
  .bold { font-weight: 600; }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3; }
    .grid { stroke: #30363d; }
    .peer { fill: #bc8cff; } .limit { fill: #8b949e; } .ours { fill: #3fb950; }
  }
`;

interface Point {
  readonly result: Result;
  readonly x: number;
  readonly y: number;
  readonly label: string;
}

/**
 * Mean detection delay against calls per request, on logarithmic scales, with a point for each strategy.
 * Lower left is better.
 *
 * @throws {RangeError} when there are no results of the scenario
 */
export function chartOf({ results }: Results, { name, title }: Scenario): string {
  const shown = results.filter(({ scenario }) => scenario === name);
  if (shown.length === 0) throw new RangeError(`There are no results of ${name} to draw.`);
  const x = logScale(shown.map(callsOf), PLOT.left, PLOT.right);
  const y = logScale(shown.map(delayOf), PLOT.bottom, PLOT.top);
  const points = shown.map((result) => ({
    result,
    x: x.at(callsOf(result)),
    y: y.at(delayOf(result)),
    label: strategyNamed(result.strategy).title,
  }));
  const heading = `Detection delay and API calls: ${title}`;
  return `${element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
      width: WIDTH,
      height: HEIGHT,
      role: 'img',
    },
    [
      element('title', {}, escapeText(heading)),
      element('style', {}, STYLE),
      textElement({ x: PLOT.left, y: 24, class: 'title' }, heading),
      grid(x, y),
      ...pointsOf(points),
    ].join('\n'),
  )}\n`;
}

function grid(x: LogScale, y: LogScale): string {
  const { left, right, top, bottom } = PLOT;
  const columns = x.ticks.flatMap((tick) => [
    element('line', { class: 'grid', x1: x.at(tick), x2: x.at(tick), y1: top, y2: bottom }),
    textElement({ x: x.at(tick), y: bottom + 18, 'text-anchor': 'middle' }, String(tick)),
  ]);
  const rows = y.ticks.flatMap((tick) => [
    element('line', { class: 'grid', x1: left, x2: right, y1: y.at(tick), y2: y.at(tick) }),
    textElement({ x: left - 8, y: y.at(tick) + 4, 'text-anchor': 'end' }, `${tick} s`),
  ]);
  const middle = (left + right) / 2;
  return [
    ...columns,
    ...rows,
    textElement({ x: middle, y: bottom + 40, 'text-anchor': 'middle' }, 'API calls per request'),
    textElement({ x: 8, y: top - 8 }, 'mean delay'),
  ].join('\n');
}

function pointsOf(points: readonly Point[]): readonly string[] {
  // The labels of this package are placed first.
  const ordered = points.toSorted((one, other) => precedence(one) - precedence(other));
  const places = placeLabels(ordered, { left: PLOT.left, right: WIDTH });
  return ordered.map(({ result, x, y, label }, index) => {
    const kind = kindOf(result.strategy);
    const place = places[index] ?? { x, y, anchor: 'start' };
    const text = { x: place.x, y: place.y, 'text-anchor': place.anchor };
    return [
      element('circle', { class: kind, cx: x, cy: y, r: kind === 'ours' ? 6 : 4.5 }),
      textElement(kind === 'ours' ? { ...text, class: 'bold' } : text, label),
    ].join('\n');
  });
}

function precedence({ result }: Point): number {
  return ['ours', 'limit', 'peer'].indexOf(kindOf(result.strategy));
}

function kindOf(strategy: string): string {
  if (OURS.includes(strategy)) return 'ours';
  return strategy === LIMIT ? 'limit' : 'peer';
}

function callsOf({ stats }: Result): number {
  return Math.max(stats.callsPerRequest, 0.01);
}

function delayOf({ stats }: Result): number {
  return Math.max(stats.delayMs.mean / 1000, 0.001);
}
