// @ts-check
import {
  ageColumn,
  endColumn,
  ID_COLUMN,
  requestColumns,
  DURATION_COLUMN,
  REASON_COLUMN,
} from './request-columns.js';
import { fillTable } from './rows.js';
import { age, byId, duration, plural, rate } from './text.js';

/** @typedef {import('../page-state.js').PageState} PageState */
/** @typedef {import('../page-state.js').InstanceState} InstanceState */
/** @typedef {import('../page-state.js').SinkState} SinkState */
/** @typedef {import('./rate.js').RateMeter} RateMeter */
/**
 * @template Row
 * @typedef {import('./rows.js').Column<Row>} Column
 */

/**
 * @param {PageState} state
 * @param {number} now by the server's clock
 * @param {RateMeter} rates
 * @param {number} slowMs the duration above which a request counts as slow
 */
export function showTables(state, now, rates, slowMs) {
  const several = state.instances.length > 1;
  fill('instances', instanceColumns(state, now, rates), state.instances, ({ name }) => name);
  fill('sinks', SINK_COLUMNS, state.sinks, ({ name }) => name);
  const requests = requestColumns(several);
  const { rows, total } = state.inFlight;
  fill('in-flight-table', [ageColumn(now, slowMs), ...requests, ID_COLUMN], rows, keyOf);
  fill(
    'failures',
    [endColumn(now), REASON_COLUMN, ...requests, DURATION_COLUMN],
    state.failures,
    keyOf,
  );
  const short = requests.filter(({ label }) => label !== 'Principal');
  fill('successes', [endColumn(now), ...short, DURATION_COLUMN], state.successes, keyOf);
  showMore(total - rows.length);
}

/** @param {{ readonly key: string }} row */
function keyOf({ key }) {
  return key;
}

/**
 * @template Row
 * @param {string} id
 * @param {readonly Column<Row>[]} columns
 * @param {readonly Row[]} rows
 * @param {(row: Row) => string} rowKey
 */
function fill(id, columns, rows, rowKey) {
  const table = byId(id);
  if (!(table instanceof HTMLTableElement)) throw new Error(`${id} is not a table`);
  fillTable(table, columns, rows, rowKey);
  const section = table.closest('section');
  const empty = section?.querySelector('.empty');
  const region = table.parentElement;
  if (empty instanceof HTMLElement) empty.hidden = rows.length > 0;
  if (region !== null) region.hidden = rows.length === 0;
}

/** @param {number} more */
function showMore(more) {
  const line = byId('in-flight-more');
  line.hidden = more <= 0;
  if (more <= 0 || line.dataset['more'] === String(more)) return;
  line.dataset['more'] = String(more);
  const link = document.createElement('a');
  link.href = 'api/requests?status=IN_PROGRESS';
  link.textContent = 'see all';
  line.replaceChildren(`and ${more} newer requests: `, link);
}

/**
 * @param {PageState} state
 * @param {number} now
 * @param {RateMeter} rates
 * @returns {Column<InstanceState>[]}
 */
function instanceColumns({ startedAt }, now, rates) {
  return [
    {
      label: 'Instance',
      style: 'lead',
      cell: ({ name, arn = name }) => ({
        text: name,
        ...(arn === name ? {} : { note: arn.split('/').at(-1) ?? arn }),
      }),
    },
    {
      label: 'State',
      style: 'wide',
      cell: ({ problem }) =>
        problem === undefined
          ? { badge: 'watched', tone: 'ok' }
          : { badge: 'not watched', tone: 'bad', note: problem },
    },
    { label: 'In flight', style: 'number', cell: ({ inFlight }) => ({ text: String(inFlight) }) },
    {
      label: 'Last sweep',
      style: 'number',
      cell: ({ sweptAt, cadenceMs }) => ({
        ...(sweptAt === undefined
          ? { text: 'not yet' }
          : { text: `${age(now - sweptAt)} ago`, at: sweptAt }),
        note: `every ${duration(cadenceMs)}`,
      }),
    },
    {
      label: 'Calls a second',
      style: 'rate',
      cell: (instance) => {
        const { ratePerSecond, ceilingPerSecond } = instance;
        const { perSecond, throttled } = rates.of(instance, now, startedAt);
        const note = `${rate(perSecond)} used, ${rate(ratePerSecond)} allowed, ${rate(ceilingPerSecond)} at most`;
        return {
          bar: [perSecond, ratePerSecond, ceilingPerSecond],
          note: throttled > 0 ? `${note}; throttled ${throttled} × in the last minute` : note,
        };
      },
    },
  ];
}

/** @type {readonly Column<SinkState>[]} */
const SINK_COLUMNS = [
  { label: 'Sink', style: 'lead', cell: ({ name }) => ({ text: name }) },
  {
    label: 'State',
    style: 'wide',
    cell: ({ problem }) =>
      problem === undefined
        ? { badge: 'delivering', tone: 'ok' }
        : { badge: 'failing', tone: 'bad', note: problem },
  },
  { label: 'Pending', style: 'number', cell: ({ outbox }) => ({ text: String(outbox) }) },
  {
    label: 'Dead letters',
    style: 'number',
    cell: ({ deadLetters }) =>
      deadLetters === 0 ? { text: '0' } : { badge: plural(deadLetters, 'event'), tone: 'bad' },
  },
];
