import * as v from 'valibot';
import { nearest } from './nearest.js';
import { hidden, strictMembers, textLike } from './schema.js';

const SECRET = /secret|token|passw|credential|access-?_?key|authorization|api-?_?key/i;

/**
 * An object of a config file. The error about an unknown member suggests a known one. Members whose names
 * suggest a secret are rejected, because others may be able to read the file.
 *
 * @param instead a sentence that tells where the secret belongs
 */
export function settingsOf<const Entries extends v.ObjectEntries>(
  entries: Entries,
  instead: string,
) {
  const known = Object.keys(entries);
  return strictMembers(entries, (name) => unknownMember(name, known, instead));
}

/** The description of a setting, for its JSON Schema and the docs. */
export interface Description {
  readonly description: string;
  readonly examples?: readonly string[];
}

/** An optional member of a config file. */
export function setting<Schema extends v.GenericSchema>(
  schema: Schema,
  description: string,
  examples: readonly string[] = [],
): v.OptionalSchema<Schema, undefined> {
  return v.optional(
    described(schema, { description, ...(examples.length === 0 ? {} : { examples }) }),
  );
}

/** Adds a description, as the first action, because JSON Schemas end at the first transformation. */
export function described<Schema extends v.GenericSchema>(
  schema: Schema,
  description: Description,
): Schema {
  const [root, ...actions] = isPipe(schema) ? schema.pipe : [schema];
  return v.pipe(root, v.metadata({ ...description }), ...actions) as unknown as Schema;
}

type Pipe = readonly [v.GenericSchema, ...v.PipeItem<unknown, unknown, v.BaseIssue<unknown>>[]];

function isPipe(schema: v.GenericSchema): schema is v.GenericSchema & { readonly pipe: Pipe } {
  return 'pipe' in schema;
}

/** The end of an error message that starts with the path of the member. */
function unknownMember(name: string, known: readonly string[], instead: string): string {
  const isSecret = SECRET.test(name);
  // A word such as `secret` is not a misspelt `secretFile`.
  const meant = nearest(name, known, isSecret ? 2 : undefined);
  if (meant === undefined && isSecret) {
    return `must not be in the file, because others may be able to read it. ${instead}`;
  }
  const remedy =
    meant === undefined ? `Known names: ${known.join(', ')}.` : `Did you mean ${meant}?`;
  return `is not known. ${remedy}`;
}

/** A text that may be a secret, or its location. */
export type TextSource =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'file'; readonly path: string }
  | { readonly type: 'env'; readonly variable: string };

/** The name of a file with a secret. It rejects a URL and a secret that was written here by mistake. */
export const fileNameSchema = textLike(
  /^(?!whsec_|https?:)(?![A-Za-z0-9+/]{32,}={0,2}$).*\S/,
  hidden('the name of a file'),
);

/** The name of an environment variable with a secret. */
export const variableNameSchema = textLike(
  /^(?!whsec_)(?![A-Za-z0-9]{32,}$)[A-Za-z_][A-Za-z0-9_]*$/,
  hidden('the name of an environment variable'),
);

/** @returns the location that a pair of members such as `urlFile` and `urlEnv` names, if any */
export function textSource(
  file: string | undefined,
  variable: string | undefined,
): TextSource | undefined {
  if (file !== undefined) return { type: 'file', path: file };
  return variable === undefined ? undefined : { type: 'env', variable };
}

/** Resolves the paths of a config file, which are relative to its folder. */
export interface Paths {
  /** Resolves the path of a file or folder. */
  readonly path: (path: string) => string;
  /** Resolves a command that is a path. A bare name is left for the PATH. */
  readonly command: (command: string) => string;
}
