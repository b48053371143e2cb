// @ts-check
// Words for numbers, and elements for words. Texts enter the page through here, as text only.

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * A duration in at most two units: `0.4 s`, `12 s`, `4 min 5 s`, `1 h 30 min`, `2 d 3 h`.
 * @param {number} ms
 */
export function duration(ms) {
  if (ms < 10 * SECOND) return `${trim(Math.max(0, Math.round(ms / 100) / 10))} s`;
  if (ms < MINUTE) return `${Math.floor(ms / SECOND)} s`;
  if (ms < HOUR) return pair(ms, MINUTE, 'min', SECOND, 's');
  if (ms < DAY) return pair(ms, HOUR, 'h', MINUTE, 'min');
  return pair(ms, DAY, 'd', HOUR, 'h');
}

/**
 * How long ago, in whole units, so that it is calm: `now`, `12 s`, `4 min 5 s`.
 * @param {number} ms
 */
export function age(ms) {
  return ms < SECOND ? '0 s' : duration(Math.floor(ms / SECOND) * SECOND);
}

/**
 * @param {number} ms
 * @param {number} large
 * @param {string} largeUnit
 * @param {number} small
 * @param {string} smallUnit
 */
function pair(ms, large, largeUnit, small, smallUnit) {
  const rest = Math.floor((ms % large) / small);
  const head = `${Math.floor(ms / large)} ${largeUnit}`;
  return rest === 0 ? head : `${head} ${rest} ${smallUnit}`;
}

/** @param {number} value */
export function trim(value) {
  return value.toFixed(1).replace(/\.0$/, '');
}

/**
 * Calls a second: on a quiet day they are few.
 * @param {number} value
 */
export function rate(value) {
  return value < 1 ? String(Number(value.toFixed(2))) : trim(value);
}

/** @param {number} bytes */
export function size(bytes) {
  if (bytes < 1_024) return `${bytes} B`;
  if (bytes < 1_048_576) return `${trim(bytes / 1_024)} KiB`;
  return `${trim(bytes / 1_048_576)} MiB`;
}

/**
 * The time of day, with the date where it is another day.
 * @param {number} at
 * @param {number} now
 */
export function clock(at, now) {
  const date = new Date(at);
  const time = date.toLocaleTimeString('en-GB');
  const sameDay = date.toDateString() === new Date(now).toDateString();
  return sameDay ? time : `${date.toLocaleDateString('en-CA')} ${time}`;
}

/**
 * @param {number} count
 * @param {string} noun
 */
export function plural(count, noun) {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Readonly<Record<string, string>>} attributes
 * @param {...(string | Node)} children
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/**
 * @param {string} id
 * @returns {HTMLElement}
 */
export function byId(id) {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`No element ${id}`);
  return found;
}

/**
 * Changes a text only when it differs: what stays is not announced, and stays selected.
 * @param {Element} target
 * @param {string} text
 */
export function setText(target, text) {
  if (target.textContent !== text) target.textContent = text;
}
