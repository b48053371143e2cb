import { InvalidOptionError } from '../../engine/results/errors.js';
import { parseDuration } from '../flags/parse-duration.js';
import { UsageError } from '../usage-error.js';
import { nearest } from './nearest.js';

/**
 * Makes a value of what a config file holds.
 *
 * @param path where it stands, such as `instances[1].region`, for the message
 * @throws {UsageError | InvalidOptionError}
 */
export type Reader<Value> = (value: unknown, path: string) => Value;

/** The members of an object, each read by its name. */
export type Members = <Value>(name: string, read: Reader<Value>) => Value | undefined;

/**
 * The members of an object, after a check that there are no others.
 *
 * @param instead what to do instead of writing a secret into the file
 */
export function membersOf(
  value: unknown,
  path: string,
  known: readonly string[],
  instead: string,
): Members {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new InvalidOptionError(path === '' ? 'The file' : path, value, 'an object');
  }
  const members = new Map<string, unknown>(Object.entries(value));
  const within = (name: string) => (path === '' ? name : `${path}.${name}`);
  for (const name of members.keys()) {
    if (!known.includes(name)) throw new UsageError(refusalOf(within(name), name, known, instead));
  }
  return (name, read) => (members.has(name) ? read(members.get(name), within(name)) : undefined);
}

const SECRET = /secret|token|passw|credential|access-?_?key|authorization|api-?_?key/i;

function refusalOf(path: string, name: string, known: readonly string[], instead: string): string {
  if (SECRET.test(name) && !known.some((other) => other.toLowerCase() === name.toLowerCase())) {
    return `${path} must not stand in the file, where others may read it. ${instead}`;
  }
  const meant = nearest(name, known);
  const remedy = meant === undefined ? `Known are ${known.join(', ')}.` : `Did you mean ${meant}?`;
  return `${path} is not known. ${remedy}`;
}

/** For texts that must say something. */
export const NOT_BLANK = /\S/;

/** Texts that a pattern matches. */
export function text(pattern: RegExp, expected: string): Reader<string> {
  return (value, path) => {
    if (typeof value === 'string' && pattern.test(value)) return value;
    throw new InvalidOptionError(path, value, expected);
  };
}

/** The same where the text may be a secret, so that no message repeats it. */
export function hiddenText(pattern: RegExp, expected: string): Reader<string> {
  return (value, path) => {
    if (typeof value === 'string' && pattern.test(value)) return value;
    throw new UsageError(
      `${path} must be ${expected}. What was received is not shown, since it may be secret.`,
    );
  };
}

/** One of a few texts. */
export function oneOf<const Value extends string>(allowed: readonly Value[]): Reader<Value> {
  return (value, path) => {
    const found = allowed.find((one) => one === value);
    if (found !== undefined) return found;
    throw new InvalidOptionError(path, value, `one of ${allowed.join(', ')}`);
  };
}

/** A duration as flags have it, in milliseconds. */
export const readDuration: Reader<number> = (value, path) =>
  parseDuration(path, text(/^/, 'a duration such as "10s"')(value, path));

/** A number greater than 0. */
export const positive: Reader<number> = (value, path) => {
  if (typeof value === 'number' && value > 0 && Number.isFinite(value)) return value;
  throw new InvalidOptionError(path, value, 'a number greater than 0');
};

export const whole: Reader<number> = (value, path) => {
  if (Number.isSafeInteger(value) && typeof value === 'number' && value >= 1) return value;
  throw new InvalidOptionError(path, value, 'a whole number of at least 1');
};

export const flag: Reader<boolean> = (value, path) => {
  if (typeof value === 'boolean') return value;
  throw new InvalidOptionError(path, value, 'true or false');
};

/** An array of at least `least`. */
export function listOf<Value>(read: Reader<Value>, least = 0): Reader<readonly Value[]> {
  return (value, path) => {
    if (!Array.isArray(value) || value.length < least) {
      throw new InvalidOptionError(path, value, least === 0 ? 'an array' : 'an array, not empty');
    }
    return value.map((item: unknown, at) => read(item, `${path}[${at}]`));
  };
}

type Given<Values> = {
  readonly [Name in keyof Values as undefined extends Values[Name] ? Name : never]?: Exclude<
    Values[Name],
    undefined
  >;
} & {
  readonly [Name in keyof Values as undefined extends Values[Name] ? never : Name]: Values[Name];
};

/** Without the members that are `undefined`. */
export function given<Values extends object>(values: Values): Given<Values> {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Given<Values>;
}
