import * as v from 'valibot';
import { firstIssue, isUnknownMember } from './check.js';

// The message of each check is the expectation: it completes "<option> must be …".

/** A number greater than 0. */
export const positiveNumber = boundedNumber('a number greater than 0', v.gtValue(0));

/** @returns a schema of numbers that are not below `least` */
export function numberOfAtLeast(least: number) {
  return boundedNumber(`a number of at least ${least}`, v.minValue(least));
}

function boundedNumber(expected: string, bound: v.PipeItem<number, number, v.BaseIssue<unknown>>) {
  return v.pipe(v.number(expected), v.finite(expected), { ...bound, message: expected });
}

/** @returns a schema of limits that are not below `least`; `Infinity` is no limit */
export function limitOfAtLeast(least: number) {
  const expected = `a number of at least ${least}`;
  return v.pipe(v.number(expected), v.minValue(least, expected));
}

/** @returns a schema of numbers in a range */
export function numberBetween(least: number, most: number) {
  const expected = `a number from ${least} to ${most}`;
  return v.pipe(v.number(expected), v.minValue(least, expected), v.maxValue(most, expected));
}

/** @returns a schema of whole numbers that are not below `least` */
export function integerOfAtLeast(least: number) {
  const expected = `a whole number of at least ${least}`;
  return v.pipe(v.number(expected), v.safeInteger(expected), v.minValue(least, expected));
}

/** @returns a schema of whole numbers in a range */
export function integerBetween(least: number, most: number) {
  const expected = `a whole number from ${least} to ${most}`;
  return v.pipe(
    v.number(expected),
    v.safeInteger(expected),
    v.minValue(least, expected),
    v.maxValue(most, expected),
  );
}

/** A text that contains more than blanks. */
export function nonBlank(expected = 'a text that is not empty') {
  return textLike(/\S/, expected);
}

/** @returns a schema of texts that a pattern matches */
export function textLike(pattern: RegExp, expected: string) {
  return v.pipe(v.string(expected), v.regex(pattern, expected));
}

/** The expectation of a value that may be secret. The error does not show the value received. */
export function hidden(expected: string): string {
  return `${expected}. The value received is not shown, because it may be secret.`;
}

/** A valid date. */
export const date = v.pipe(
  v.instance(Date, 'a Date'),
  v.check((value) => Number.isFinite(value.getTime()), 'a Date'),
);

/** The schema of a list, with readonly types. */
type ListSchema<Item extends v.GenericSchema> = v.GenericSchema<
  readonly v.InferInput<Item>[],
  readonly v.InferOutput<Item>[]
>;

/** A list. */
export function listOf<Item extends v.GenericSchema>(
  item: Item,
  expected = 'a list',
): ListSchema<Item> {
  return v.pipe(v.array(item, expected), v.readonly());
}

/** A list with at least one item. */
export function nonEmptyList<Item extends v.GenericSchema>(
  item: Item,
  expected: string,
): ListSchema<Item> {
  return v.pipe(v.array(item, expected), v.minLength(1, expected), v.readonly());
}

const HTTP_URL = hidden(
  'a URL that begins with https:// or http://, without blanks, a user or a password in it',
);

/** A URL to send requests to. It may be a secret. */
export const httpUrlSchema = v.pipe(
  textLike(/^https?:\/\/[^\s/?#@\\]+(?:[/?#]\S*)?$/, HTTP_URL),
  v.check((url) => URL.canParse(url), HTTP_URL),
);

/** One of a few texts. */
export function oneOf<const Value extends string>(allowed: readonly Value[]) {
  return v.picklist(allowed, `one of ${allowed.join(', ')}`);
}

/** A function. */
export function functionOf<Type>() {
  return v.custom<Type>((value) => typeof value === 'function', 'a function');
}

/** An object that has these methods. */
export function objectWith<Type>(methods: readonly (keyof Type & string)[], expected?: string) {
  return v.custom<Type>(
    (value) => methods.every((name) => typeof (value as Type | null)?.[name] === 'function'),
    expected ?? `an object with ${methods.join(', ')}`,
  );
}

/** An object of names and values. A list or a `Map` has contents that a check of its members does not see. */
export function plainObject<Value>(expected: string) {
  return v.custom<Readonly<Record<string, Value>>>(
    (value) => typeof value === 'object' && value !== null && !(Symbol.iterator in value),
    expected,
  );
}

/** A check by another schema. It returns the value itself, where an object schema returns a copy. */
export function matching<Input>(schema: v.GenericSchema) {
  return v.rawCheck<Input>(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    const issue = firstIssue(schema, dataset.value);
    if (issue === undefined) return;
    const { message, input, path } = issue;
    addIssue({ message, input, ...(path === undefined ? {} : { path }) });
  });
}

/** An object with these members only. */
export function members<const Entries extends v.ObjectEntries>(entries: Entries) {
  return strictMembers(entries, () => `made of ${Object.keys(entries).join(', ')}`);
}

/** The same, where the value may contain a secret: errors about the whole do not show it. */
export function secretMembers<const Entries extends v.ObjectEntries>(entries: Entries) {
  return strictMembers(
    entries,
    () => `made of ${Object.keys(entries).join(', ')}`,
    hidden('an object'),
  );
}

/** @param unknownMessage the message about a member that the schema does not have */
export function strictMembers<const Entries extends v.ObjectEntries>(
  entries: Entries,
  unknownMessage: (name: string) => string,
  expected = 'an object',
) {
  return withoutArrays(
    v.strictObject(entries, (issue) =>
      isUnknownMember(issue)
        ? unknownMessage(String(issue.path?.at(-1)?.key))
        : memberExpectation(issue, entries, expected),
    ),
  );
}

/** The schema of an object that rejects arrays, which valibot accepts as objects. */
export function withoutArrays<Schema extends v.GenericSchema>(schema: Schema): Schema {
  const run: v.GenericSchema['~run'] = (dataset, config) => {
    if (!Array.isArray(dataset.value)) return schema['~run'](dataset, config);
    const result = schema['~run']({ value: null }, config);
    for (const issue of result.issues ?? []) Object.assign(issue, { input: dataset.value });
    return result;
  };
  return { ...schema, '~run': run };
}

/** An object with at least these members. */
export function looseMembers<const Entries extends v.ObjectEntries>(
  entries: Entries,
  expected: string,
) {
  return v.looseObject(entries, (issue) => memberExpectation(issue, entries, expected));
}

/** The expectation of an absent member, or of the whole object. */
function memberExpectation(
  issue: v.BaseIssue<unknown>,
  entries: v.ObjectEntries,
  expected: string,
): string {
  const key = issue.path?.at(-1)?.key;
  const entry = typeof key === 'string' ? entries[key] : undefined;
  return (entry && firstIssue(entry, undefined)?.message) ?? expected;
}
