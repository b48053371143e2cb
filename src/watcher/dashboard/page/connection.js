// @ts-check
/** @typedef {import('../page-state.js').PageState} PageState */

/** Longer than the pause between two heartbeats. After this time without a message the connection is lost. */
const SILENCE_MS = 25_000;
const RETRY_MS = 3_000;

/**
 * Connects to the server, and reconnects when the connection is lost.
 *
 * @param {string} url
 * @param {object} handlers
 * @param {(at: number, state: PageState) => void} handlers.onState
 * @param {() => void} handlers.onLive
 * @param {(lastReceived: number | undefined) => void} handlers.onLost with the time of the last message
 */
export function connect(url, { onState, onLive, onLost }) {
  /** @type {EventSource} */
  let source;
  /** @type {number | undefined} */
  let lastReceived;
  let openedAt = Date.now();
  let lost = false;

  const received = () => {
    lastReceived = Date.now();
    lost = false;
    onLive();
  };
  const lose = () => {
    if (lost) return;
    lost = true;
    onLost(lastReceived);
  };
  const open = () => {
    openedAt = Date.now();
    source = new EventSource(url);
    source.addEventListener('state', ({ data }) => {
      const { at, state } = JSON.parse(data);
      received();
      onState(at, state);
    });
    source.addEventListener('heartbeat', received);
    source.addEventListener('error', lose);
  };
  const check = () => {
    const quietSince = Math.max(lastReceived ?? 0, openedAt);
    const silent = Date.now() - quietSince > SILENCE_MS;
    if (silent) lose();
    // A browser reconnects after a lost connection, but not after a refused one.
    const refused = source.readyState === EventSource.CLOSED && Date.now() - openedAt > RETRY_MS;
    if (!silent && !refused) return;
    source.close();
    open();
  };
  open();
  setInterval(check, 1_000);
  addEventListener('online', check);
  addEventListener('pageshow', check);
}
