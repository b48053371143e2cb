// @ts-check
import { rateBar } from './rows.js';
import { age, byId, clock, duration, element, plural, rate, setText, size } from './text.js';

/** @typedef {import('../page-state.js').PageState} PageState */
/** @typedef {import('./rate.js').RateMeter} RateMeter */

/**
 * @param {PageState} state
 * @param {number} now by the server's clock
 * @param {RateMeter} rates
 */
export function showOverview(state, now, rates) {
  const { health, inFlight, version, startedAt, stateBytes } = state;
  showHealth(health, now);
  showTiles(tilesOf(state, now, rates));
  setText(byId('in-flight-count'), String(inFlight.total));
  const label = { healthy: 'Healthy', degraded: 'Degraded', unhealthy: 'Unhealthy' }[health.level];
  document.title = `${label}, ${inFlight.total} in flight – sso-admin-waiter`;
  const parts = [
    `Version ${version}`,
    ...(startedAt === undefined ? [] : [`watching since ${clock(startedAt, now)}`]),
    `state ${size(stateBytes)}`,
  ];
  setText(byId('about'), parts.join(' · '));
}

/** Without a connection the state is unknown. */
export function showUnknown() {
  byId('health').dataset['level'] = 'unknown';
  setText(byId('health-sentence'), 'The current state is unknown.');
  const list = byId('health-reasons');
  delete list.dataset['print'];
  list.replaceChildren();
  document.title = 'Not connected – sso-admin-waiter';
}

/**
 * @param {PageState['health']} health
 * @param {number} now
 */
function showHealth({ level, sentence, reasons }, now) {
  byId('health').dataset['level'] = level;
  setText(byId('health-sentence'), sentence);
  const list = byId('health-reasons');
  const print = JSON.stringify(reasons);
  if (list.dataset['print'] === print) return;
  list.dataset['print'] = print;
  list.replaceChildren(
    ...reasons
      .filter(({ who }) => who !== 'watcher')
      .map(({ who, message, since }) => {
        const when = since === undefined ? '' : ` Since ${clock(since, now)}.`;
        return element('li', {}, element('strong', {}, who), `: ${message}${when}`);
      }),
  );
}

/**
 * @typedef {object} Tile
 * @property {string} name
 * @property {string} value
 * @property {string} note
 * @property {'bad' | 'warn'} [tone]
 * @property {readonly [used: number, allowed: number, ceiling: number]} [bar]
 */

/**
 * @param {PageState} state
 * @param {number} now
 * @param {RateMeter} rates
 * @returns {Tile[]}
 */
function tilesOf({ inFlight, failures, durations, sinks, instances, startedAt }, now, rates) {
  const oldest = inFlight.rows[0];
  const failure = failures[0];
  const hour = durations.filter(([at]) => now - at < 3_600_000);
  const outbox = sum(sinks.map((sink) => sink.outbox));
  const deadLetters = sum(sinks.map((sink) => sink.deadLetters));
  const recentFailures = failures.filter(({ since }) => now - since < 3_600_000).length;
  return [
    {
      name: 'In flight',
      value: String(inFlight.total),
      note: oldest === undefined ? 'no requests' : `oldest for ${age(now - oldest.since)}`,
    },
    {
      name: 'Failed, last hour',
      value: String(recentFailures),
      note: failure === undefined ? 'no failures' : `last ${age(now - failure.since)} ago`,
      ...(recentFailures > 0 ? { tone: 'bad' } : {}),
    },
    {
      name: 'Median duration',
      value:
        hour.length === 0
          ? '–'
          : duration(
              quantile(
                hour.map(([, ms]) => ms),
                0.5,
              ),
            ),
      note:
        hour.length === 0
          ? 'no requests in the last hour'
          : `${plural(hour.length, 'request')} in the last hour`,
    },
    rateTile(instances, now, rates, startedAt),
    {
      name: 'Pending events',
      value: String(outbox),
      note:
        deadLetters > 0 ? `${plural(deadLetters, 'event')} dead-lettered` : 'none dead-lettered',
      ...(deadLetters > 0 ? { tone: 'warn' } : {}),
    },
  ];
}

/**
 * @param {PageState['instances']} instances
 * @param {number} now
 * @param {RateMeter} rates
 * @param {number | undefined} startedAt
 * @returns {Tile}
 */
function rateTile(instances, now, rates, startedAt) {
  const used = instances.map((instance) => rates.of(instance, now, startedAt));
  const perSecond = sum(used.map((one) => one.perSecond));
  const throttledNow = sum(used.map(({ throttled }) => throttled));
  const throttled = sum(instances.map((instance) => instance.throttled));
  const ceiling = sum(instances.map(({ ceilingPerSecond }) => ceilingPerSecond));
  const allowed = sum(instances.map(({ ratePerSecond }) => ratePerSecond));
  const since = throttled === 0 ? 'never throttled' : `throttled ${throttled} × since the start`;
  return {
    name: 'Calls a second',
    value: `${rate(perSecond)} of ${rate(ceiling)}`,
    note: throttledNow > 0 ? `throttled ${throttledNow} × in the last minute` : since,
    bar: [perSecond, allowed, ceiling],
    ...(throttledNow > 0 ? { tone: 'warn' } : {}),
  };
}

/** @param {readonly Tile[]} tiles */
function showTiles(tiles) {
  const list = byId('tiles');
  tiles.forEach(({ name, value, note, tone = '', bar }, index) => {
    const tile = list.children[index] ?? list.appendChild(element('div'));
    const print = JSON.stringify(tiles[index]);
    if (tile instanceof HTMLElement && tile.dataset['print'] === print) return;
    tile.className = tone;
    tile.setAttribute('data-print', print);
    tile.replaceChildren(
      element('dt', {}, name),
      element('dd', { class: 'stat-value' }, value),
      element('dd', { class: 'note' }, ...(bar === undefined ? [] : [rateBar(...bar)]), note),
    );
  });
}

/** @param {readonly number[]} values */
function sum(values) {
  return values.reduce((total, value) => total + value, 0);
}

/**
 * @param {readonly number[]} values
 * @param {number} share from 0 to 1
 */
export function quantile(values, share) {
  const sorted = Array.from(values).sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
}
