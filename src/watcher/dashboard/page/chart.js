// @ts-check
import { quantile } from './overview.js';
import { byId, clock, duration, plural, setText } from './text.js';

/** @typedef {import('../page-state.js').PageState['durations']} Durations */

const SVG = 'http://www.w3.org/2000/svg';
const HEIGHT = 250;
const EDGE = { left: 56, right: 10, top: 10, bottom: 24 };

/** The positions of grid lines, in milliseconds. Each is about three times the previous one. */
const LINES = [1e3, 3e3, 1e4, 3e4, 6e4, 18e4, 6e5, 18e5, 36e5, 108e5, 432e5, 864e5];

let drawn = '';

/**
 * Draws the ends and the durations of requests. The scale is logarithmic, so that durations of seconds and of
 * many minutes are both visible.
 *
 * @param {Durations} durations
 * @param {number} now
 */
export function showChart(durations, now) {
  const box = byId('durations');
  const print = JSON.stringify([box.clientWidth, durations]);
  if (print === drawn) return;
  drawn = print;
  const empty = box.closest('section')?.querySelector('.empty');
  if (empty instanceof HTMLElement) empty.hidden = durations.length > 0;
  byId('durations-legend').hidden = durations.length === 0;
  const summary = summarize(durations);
  setText(byId('durations-summary'), summary);
  if (durations.length === 0) box.replaceChildren();
  else box.replaceChildren(draw(durations, Math.max(box.clientWidth, 240), summary, now));
}

/** @param {Durations} durations */
function summarize(durations) {
  if (durations.length === 0) return '';
  const all = durations.map(([, ms]) => ms);
  const failed = durations.filter(([, , bad]) => bad === 1).length;
  return (
    `Last ${plural(all.length, 'request')}, ${failed} failed. Median ${duration(quantile(all, 0.5))}, ` +
    `95th percentile ${duration(quantile(all, 0.95))}, maximum ${duration(Math.max(...all))}.`
  );
}

/**
 * @param {Durations} durations
 * @param {number} width
 * @param {string} summary
 * @param {number} now
 */
function draw(durations, width, summary, now) {
  const svg = make('svg', {
    viewBox: `0 0 ${width} ${HEIGHT}`,
    height: String(HEIGHT),
    role: 'img',
  });
  svg.setAttribute('aria-label', summary);
  const times = durations.map(([at]) => at);
  const [from, to] = [Math.min(...times), Math.max(...times)];
  const lengths = durations.map(([, ms]) => Math.max(ms, 100));
  const [low, high] = [Math.min(...lengths) / 1.3, Math.max(...lengths) * 1.3];
  const inner = { width: width - EDGE.left - EDGE.right, height: HEIGHT - EDGE.top - EDGE.bottom };
  /** @param {number} at */
  const x = (at) => EDGE.left + (to === from ? 0.5 : (at - from) / (to - from)) * inner.width;
  /** @param {number} ms */
  const y = (ms) =>
    EDGE.top + inner.height * (1 - Math.log(Math.max(ms, 100) / low) / Math.log(high / low));

  for (const ms of LINES.filter((line) => line >= low && line <= high)) {
    const [x1, x2, level] = [EDGE.left, width - EDGE.right, y(ms)].map(String);
    svg.append(make('line', { class: 'grid', x1, x2, y1: level, y2: level }));
    svg.append(label(duration(ms), EDGE.left - 8, y(ms) + 4, 'end'));
  }
  svg.append(label(clock(from, now), EDGE.left, HEIGHT - 6, 'start'));
  if (to !== from) svg.append(label(clock(to, now), width - EDGE.right, HEIGHT - 6, 'end'));
  // Failures are drawn last, so that no success covers them.
  const marks = Array.from(durations).sort((one, other) => one[2] - other[2]);
  for (const [at, ms, bad] of marks)
    svg.append(bad === 1 ? cross(x(at), y(ms)) : dot(x(at), y(ms)));
  return svg;
}

/**
 * @param {number} x
 * @param {number} y
 */
function dot(x, y) {
  return make('circle', { class: 'dot', cx: x.toFixed(1), cy: y.toFixed(1), r: '3' });
}

/**
 * @param {number} x
 * @param {number} y
 */
function cross(x, y) {
  const move = `M${(x - 3.5).toFixed(1)} ${(y - 3.5).toFixed(1)}`;
  return make('path', { class: 'cross', d: `${move}l7 7m0 -7l-7 7` });
}

/**
 * @param {string} text
 * @param {number} x
 * @param {number} y
 * @param {'start' | 'end'} anchor
 */
function label(text, x, y, anchor) {
  const made = make('text', { x: x.toFixed(1), y: y.toFixed(1), 'text-anchor': anchor });
  made.textContent = text;
  return made;
}

/**
 * @param {string} tag
 * @param {Readonly<Record<string, string | undefined>>} attributes
 */
function make(tag, attributes) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value ?? '');
  return made;
}
