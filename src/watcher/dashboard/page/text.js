// @ts-check
// Formats numbers, and creates elements. All texts of the page are set here, as text and never as HTML.

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
 * A duration in whole seconds, so that it does not flicker: `0 s`, `12 s`, `4 min 5 s`.
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
 * Formats calls a second. Low rates get more decimals.
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
 * Formats the time of day, with the date if it is not today.
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
 * Changes a text only if it differs, so that screen readers do not announce it again and selections remain.
 * @param {Element} target
 * @param {string} text
 */
export function setText(target, text) {
  if (target.textContent !== text) target.textContent = text;
}
