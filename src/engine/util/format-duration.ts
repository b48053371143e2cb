const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** A duration for people: `350 ms`, `12.3 s`, `4 min 5 s`, `1 h 30 min`. */
export function formatDuration(ms: number): string {
  if (ms < SECOND) return `${Math.floor(ms)} ms`;
  if (ms < MINUTE) return `${trim(Math.floor(ms / 100) / 10)} s`;
  if (ms < HOUR) return pair(ms, MINUTE, 'min', SECOND, 's');
  return pair(ms, HOUR, 'h', MINUTE, 'min');
}

function pair(
  ms: number,
  large: number,
  largeUnit: string,
  small: number,
  smallUnit: string,
): string {
  const rest = Math.floor((ms % large) / small);
  const head = `${Math.floor(ms / large)} ${largeUnit}`;
  return rest === 0 ? head : `${head} ${rest} ${smallUnit}`;
}

function trim(value: number): string {
  return value.toFixed(1).replace(/\.0$/, '');
}
