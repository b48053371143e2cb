import { invalid, malformed } from '../protocol/service-error.js';

/** What the model says of a member of an input, and how a value is checked against it. */
export interface Rule<T> {
  /** The complaints about a value that is there. A value of the wrong type throws. */
  check(value: unknown, path: string): readonly string[];
  readonly required: boolean;
  /** Exists in types only: what a checked value is. */
  readonly valueType?: T;
}

/** A rule for each member of a structure. Members that it lacks are ignored, as AWS does. */
export type Shape = Readonly<Record<string, Rule<unknown>>>;

/** An input that has been checked against its shape. */
export type Checked<S extends Shape> = {
  readonly [K in keyof S]: S[K] extends Rule<infer T> & { required: true }
    ? T
    : S[K] extends Rule<infer T>
      ? T | undefined
      : never;
};

/** Throws the service's ValidationException when the input is not as its shape describes it. */
export function validate<S extends Shape>(shape: S, input: object): asserts input is Checked<S> {
  const complaints = checkMembers(shape, input, '');
  if (complaints.length > 0) {
    const errors = complaints.length === 1 ? 'error' : 'errors';
    throw invalid(`${complaints.length} validation ${errors} detected: ${complaints.join('; ')}`);
  }
}

/** Makes a member required. */
export function required<T>(rule: Rule<T>): Rule<T> & { readonly required: true } {
  return { ...rule, required: true };
}

/** Text of a length, by a pattern. */
export function text(limits: { min: number; max: number; pattern: string }): Rule<string> {
  const { min, max, pattern } = limits;
  const whole = new RegExp(`^(?:${pattern})$`, 'u');
  return optional((value, path) => {
    if (typeof value !== 'string') throw wrongType(value, 'a String');
    return complain(path, value, [
      [value.length >= min, `Member must have length greater than or equal to ${min}`],
      [value.length <= max, `Member must have length less than or equal to ${max}`],
      [whole.test(value), `Member must satisfy regular expression pattern: ${pattern}`],
    ]);
  });
}

/** One of a few words. */
export function oneOf<T extends string>(...words: readonly T[]): Rule<T> {
  return optional((value, path) => {
    if (typeof value !== 'string') throw wrongType(value, 'a String');
    const known = words.some((word) => word === value);
    return complain(path, value, [
      [known, `Member must satisfy enum value set: [${words.join(', ')}]`],
    ]);
  });
}

/** A whole number within bounds. */
export function integer({ min, max }: { min: number; max: number }): Rule<number> {
  return optional((value, path) => {
    if (typeof value !== 'number' || !Number.isInteger(value)) throw wrongType(value, 'an Integer');
    return complain(path, String(value), [
      [value >= min, `Member must have value greater than or equal to ${min}`],
      [value <= max, `Member must have value less than or equal to ${max}`],
    ]);
  });
}

/** A structure within a structure. */
export function structure<S extends Shape>(shape: S): Rule<Checked<S>> {
  return optional((value, path) => {
    if (typeof value !== 'object' || value === null) throw wrongType(value, 'a structure');
    return checkMembers(shape, value, `${path}.`);
  });
}

/** A list of structures. */
export function listOf<S extends Shape>(shape: S, max: number): Rule<readonly Checked<S>[]> {
  const member = structure(shape);
  return optional((value, path) => {
    if (!Array.isArray(value)) throw wrongType(value, 'a list');
    const items: readonly unknown[] = value;
    return [
      ...complain(path, `[${items.length} members]`, [
        [items.length <= max, `Member must have length less than or equal to ${max}`],
      ]),
      ...items.flatMap((item, index) => member.check(item, `${path}.${index + 1}.member`)),
    ];
  });
}

type Check = Rule<unknown>['check'];

function optional<T>(check: Check): Rule<T> & { readonly required: false } {
  return { check, required: false };
}

function checkMembers(shape: Shape, input: object, prefix: string): readonly string[] {
  const values = new Map<string, unknown>(Object.entries(input));
  return Object.entries(shape).flatMap(([name, rule]) => {
    const value = values.get(name);
    const path = `${prefix}${name.charAt(0).toLowerCase()}${name.slice(1)}`;
    if (value !== undefined && value !== null) return rule.check(value, path);
    return rule.required
      ? [`Value null at '${path}' failed to satisfy constraint: Member must not be null`]
      : [];
  });
}

function complain(
  path: string,
  value: string,
  constraints: readonly (readonly [satisfied: boolean, constraint: string])[],
): readonly string[] {
  return constraints
    .filter(([satisfied]) => !satisfied)
    .map(([, words]) => `Value '${value}' at '${path}' failed to satisfy constraint: ${words}`);
}

function wrongType(value: unknown, wanted: string) {
  const found = value === null ? 'NULL_VALUE' : `${typeof value}_VALUE`.toUpperCase();
  return malformed(`${found} can not be converted to ${wanted}`);
}
