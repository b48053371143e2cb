import * as v from 'valibot';
import { InvalidOptionError } from '../results/errors.js';

/** Only the first problem is reported. */
const EARLY = { abortEarly: true, abortPipeEarly: true } as const;

/** Whether an object has a member that its schema does not have. */
export function isUnknownMember(issue: v.BaseIssue<unknown>): boolean {
  return issue.type === 'strict_object' && issue.expected === 'never';
}

/** The most important problem of a value; `undefined` if it matches the schema. */
export function firstIssue(
  schema: v.GenericSchema,
  value: unknown,
): v.BaseIssue<unknown> | undefined {
  const { issues } = v.safeParse(schema, value, { abortPipeEarly: true });
  // A misspelt member name causes two problems: it is unknown, and another is absent.
  return issues?.find(isUnknownMember) ?? issues?.[0];
}

/** The path of a member, such as `instances[1].region`; empty for the value itself. */
export function pathOf(items: readonly { readonly key: unknown }[]): string {
  return items.reduce((path, { key }) => {
    if (typeof key === 'number') return `${path}[${key}]`;
    return path === '' ? String(key) : `${path}.${String(key)}`;
  }, '');
}

/**
 * Checks a value, and applies the defaults of the schema.
 *
 * @param name the name of the value, for messages. Default: the value is the options, and messages name
 *   the option only.
 * @throws {InvalidOptionError} naming the option, what was received and what is expected
 */
export function check<Schema extends v.GenericSchema>(
  schema: Schema,
  value: unknown,
  name?: string,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, value, EARLY);
  if (result.success) return result.output;
  const issue = firstIssue(schema, value) ?? result.issues[0];
  const path = [...(name === undefined ? [] : [{ key: name }]), ...(issue.path ?? [])];
  if (isUnknownMember(issue)) {
    const parent = pathOf(path.slice(0, -1)) || 'options';
    throw new InvalidOptionError(parent, path.at(-1)?.key, issue.message);
  }
  throw new InvalidOptionError(pathOf(path) || 'options', receivedBy(issue), issue.message);
}

/** The invalid value. A check of several members reports the object, and the path of one of them. */
export function receivedBy({ input, path }: v.BaseIssue<unknown>): unknown {
  const last = path?.at(-1);
  return last !== undefined && last.input === input ? last.value : input;
}
