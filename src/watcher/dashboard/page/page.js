// @ts-check
import { showChart } from './chart.js';
import { connect } from './connection.js';
import { quantile, showOverview, showUnknown } from './overview.js';
import { RateMeter } from './rate.js';
import { showTables } from './tables.js';
import { age, byId, clock, element, setText } from './text.js';

/** @typedef {import('../page-state.js').PageState} PageState */

/** With fewer results the quantile is not representative. */
const LEAST_FOR_SLOW = 20;

const rates = new RateMeter();
/** @type {PageState | undefined} */
let state;
/** By how much the server's clock is ahead of this one. */
let aheadMs = 0;
/** @type {number | undefined} */
let lostSince;

connect('events', {
  onState(at, received) {
    state = received;
    aheadMs = at - Date.now();
    rates.add(at, received.instances);
    show();
  },
  onLive() {
    lostSince = undefined;
    setConnection('live', 'Live');
    byId('lost').hidden = true;
  },
  onLost(lastReceived) {
    lostSince = lastReceived ?? Date.now();
    setConnection('lost', 'Not connected');
    showUnknown();
    const lost = byId('lost');
    const what =
      lastReceived === undefined
        ? 'The server does not respond.'
        : `The connection was lost at ${clock(lastReceived, Date.now())}. The page shows the state at that time.`;
    // Screen readers announce only the first part, because the second one changes every second.
    lost.replaceChildren(
      `${what} The page keeps retrying. `,
      element('span', { id: 'lost-for', 'aria-hidden': 'true' }),
    );
    lost.hidden = false;
    tick();
  },
});
setInterval(tick, 1_000);
new ResizeObserver(() => {
  if (lostSince === undefined) show();
}).observe(byId('durations'));

function tick() {
  if (lostSince === undefined) show();
  else setText(byId('lost-for'), `(for ${age(Date.now() - lostSince)})`);
}

function show() {
  if (state === undefined) return;
  const now = Date.now() + aheadMs;
  showOverview(state, now, rates);
  showTables(state, now, rates, slowMs(state.durations.map(([, ms]) => ms)));
  showChart(state.durations, now);
}

/**
 * The duration above which a request counts as slow: twice the 95th percentile of recent requests.
 * @param {readonly number[]} durations
 */
function slowMs(durations) {
  return durations.length < LEAST_FOR_SLOW ? Infinity : 2 * quantile(durations, 0.95);
}

/**
 * @param {'live' | 'lost'} connection
 * @param {string} text
 */
function setConnection(connection, text) {
  byId('connection').dataset['state'] = connection;
  byId('main').dataset['state'] = connection;
  setText(byId('connection-text'), text);
}
