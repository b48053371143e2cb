// @ts-check
import { element } from './text.js';

/**
 * The content of a cell.
 * @typedef {object} Cell
 * @property {string} [text]
 * @property {number} [at] the time that the text refers to
 * @property {string} [badge] a highlighted label
 * @property {'ok' | 'warn' | 'bad'} [tone] of the badge
 * @property {string} [note] smaller text below
 * @property {readonly [used: number, allowed: number, ceiling: number]} [bar]
 */

/**
 * @template Row
 * @typedef {object} Column
 * @property {string} label
 * @property {string} [style] `number`, `code`, `wide` or `lead`
 * @property {(row: Row) => Cell} cell
 */

/** The text of an empty cell. */
export const NONE = '–';

/** @type {WeakMap<Element, string>} */
const shown = new WeakMap();

/**
 * Updates a table. Only cells that differ are changed, so that selections and screen readers are not disturbed.
 *
 * @template Row
 * @param {HTMLTableElement} table
 * @param {readonly Column<Row>[]} columns
 * @param {readonly Row[]} rows
 * @param {(row: Row) => string} keyOf
 */
export function fillTable(table, columns, rows, keyOf) {
  const body = table.tBodies[0] ?? addBody(table);
  setHead(table, columns);
  const known = new Map(Array.from(body.rows, (row) => [row.dataset['key'] ?? '', row]));
  rows.forEach((row, index) => {
    const key = keyOf(row);
    const line = known.get(key) ?? element('tr', { 'data-key': key, role: 'row' });
    known.delete(key);
    if (body.rows[index] !== line) body.insertBefore(line, body.rows[index] ?? null);
    setCells(line, columns, row);
  });
  for (const line of known.values()) line.remove();
}

/** The roles are explicit, because some browsers do not expose cards as a table.
 * @param {HTMLTableElement} table */
function addBody(table) {
  table.setAttribute('role', 'table');
  const body = table.createTBody();
  body.setAttribute('role', 'rowgroup');
  return body;
}

/**
 * @param {HTMLTableElement} table
 * @param {readonly Column<never>[]} columns
 */
function setHead(table, columns) {
  const labels = columns.map(({ label }) => label).join('\n');
  if (shown.get(table) === labels) return;
  shown.set(table, labels);
  const cells = columns.map(({ label, style = '' }) =>
    element('th', { scope: 'col', role: 'columnheader', class: style }, label),
  );
  const head = table.createTHead();
  head.setAttribute('role', 'rowgroup');
  head.replaceChildren(element('tr', { role: 'row' }, ...cells));
  table.tBodies[0]?.replaceChildren();
}

/**
 * @template Row
 * @param {HTMLTableRowElement} line
 * @param {readonly Column<Row>[]} columns
 * @param {Row} row
 */
function setCells(line, columns, row) {
  columns.forEach(({ label, style = '', cell }, index) => {
    const content = cell(row);
    const print = JSON.stringify(content);
    const target =
      line.cells[index] ??
      line.appendChild(element('td', { class: style, 'data-label': label, role: 'cell' }));
    if (shown.get(target) === print) return;
    shown.set(target, print);
    target.toggleAttribute('data-none', content.text === NONE);
    target.replaceChildren(element('div', {}, ...contentOf(content)));
  });
}

/** @param {Cell} cell */
function contentOf({ text = '', at, badge, tone = 'warn', note, bar }) {
  /** @type {(Node | string)[]} */
  const parts = [];
  if (badge !== undefined) parts.push(element('span', { class: `badge ${tone}` }, badge), ' ');
  if (bar !== undefined) parts.push(rateBar(...bar));
  const iso = at === undefined || Number.isNaN(at) ? undefined : new Date(at).toISOString();
  if (iso === undefined) parts.push(text);
  else parts.push(element('time', { datetime: iso, title: iso }, text));
  if (note !== undefined) parts.push(element('div', { class: 'note' }, note));
  return parts;
}

/**
 * A bar with the used rate (solid), the allowed rate (pale) and the ceiling.
 * @param {number} used
 * @param {number} allowed
 * @param {number} ceiling
 */
export function rateBar(used, allowed, ceiling) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  for (const [name, value] of [
    ['class', 'bar'],
    ['viewBox', '0 0 100 6'],
    ['preserveAspectRatio', 'none'],
    ['aria-hidden', 'true'],
  ]) {
    svg.setAttribute(name ?? '', value ?? '');
  }
  const share = (/** @type {number} */ value) => Math.min(100, (100 * value) / ceiling || 0);
  for (const [name, width] of [
    ['ceiling', 100],
    ['allowed', share(allowed)],
    ['used', share(used)],
  ]) {
    const rect = document.createElementNS(svg.namespaceURI, 'rect');
    rect.setAttribute('class', String(name));
    rect.setAttribute('width', String(width));
    rect.setAttribute('height', '6');
    svg.append(rect);
  }
  return svg;
}
