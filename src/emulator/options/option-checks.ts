/** An option of the emulator is invalid. The message names it, the value received and the value expected. */
export class EmulatorOptionError extends Error {
  /** The option, with the place where it is, such as `quotas.ratePerSecond`. */
  readonly option: string;
  /** The value received. */
  readonly received: unknown;
  /** The value expected, in words. */
  readonly expected: string;

  constructor(option: string, received: unknown, expected: string) {
    super(`Emulator option "${option}" must be ${expected}, but is ${show(received)}.`);
    this.name = 'EmulatorOptionError';
    this.option = option;
    this.received = received;
    this.expected = expected;
  }
}

/** Throws an EmulatorOptionError when the value of an option cannot be used. */
export type OptionCheck = (option: string, value: unknown) => void;

/** Makes a check from what must hold, and the words for it. */
export function mustBe(expected: string, holds: (value: unknown) => boolean): OptionCheck {
  return (option, value) => {
    if (!holds(value)) throw new EmulatorOptionError(option, value, expected);
  };
}

/** A number within bounds, `Infinity` included where the upper bound is. */
export function numberFrom(min: number, max = Infinity): OptionCheck {
  const range = max === Infinity ? `${min} or more` : `from ${min} to ${max}`;
  return mustBe(`a number ${range}`, (value) => isWithin(value, min, max));
}

/** A finite number of milliseconds. */
export const milliseconds = mustBe('a finite number of milliseconds, 0 or more', (value) =>
  isWithin(value, 0, Number.MAX_VALUE),
);

/** A finite whole number. */
export function wholeFrom(min: number, max = Number.MAX_SAFE_INTEGER): OptionCheck {
  const range = max === Number.MAX_SAFE_INTEGER ? `${min} or more` : `from ${min} to ${max}`;
  return mustBe(
    `a whole number ${range}`,
    (value) => Number.isInteger(value) && isWithin(value, min, max),
  );
}

/** One of a few words. */
export function wordOf(words: readonly string[]): OptionCheck {
  return mustBe(
    `one of ${words.join(', ')}`,
    (value) => typeof value === 'string' && words.includes(value),
  );
}

/** An object with these members and no others; optional, but for those named as required. */
export function membersOf(
  checks: Readonly<Record<string, OptionCheck>>,
  required: readonly string[] = [],
): OptionCheck {
  const known = Object.keys(checks).join(', ');
  return (option, value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new EmulatorOptionError(option || 'options', value, 'an object');
    }
    const members = new Map<string, unknown>(Object.entries(value));
    for (const name of new Set([...members.keys(), ...required])) {
      const path = option === '' ? name : `${option}.${name}`;
      const member = members.get(name);
      const check = checks[name];
      if (check === undefined) {
        throw new EmulatorOptionError(path, member, `absent: the names are ${known}`);
      }
      if (member !== undefined || required.includes(name)) check(path, member);
    }
  };
}

function isWithin(value: unknown, min: number, max: number): boolean {
  return typeof value === 'number' && value >= min && value <= max;
}

function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'function') return 'a function';
  if (typeof value !== 'object' || value === null) return String(value);
  return JSON.stringify(value) ?? 'an object';
}
