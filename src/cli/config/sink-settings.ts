import { InvalidOptionError } from '../../engine/results/errors.js';
import { ITERATOR_PREFIX } from '../../watcher/delivery/event-iterator.js';
import { checkUrl } from '../flags/parse-url.js';
import { UsageError } from '../usage-error.js';
import {
  given,
  hiddenText,
  listOf,
  membersOf,
  NOT_BLANK,
  oneOf,
  readDuration,
  text,
  whole,
  type Members,
  type Reader,
} from './config-reader.js';

/** A text that may be a secret, or where it is to be found. */
export type TextSource =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'file'; readonly path: string }
  | { readonly type: 'env'; readonly variable: string };

/** What goes to standard output. */
export interface NdjsonSettings {
  readonly type: 'ndjson';
  readonly name: string;
}

export interface WebhookSettings {
  readonly type: 'webhook';
  readonly name: string;
  readonly url: TextSource;
  /** Absent: its messages are not signed. */
  readonly secret?: TextSource;
  readonly receives?: 'all' | 'terminal';
  readonly format?: 'cloudevents' | 'slack';
  readonly timeoutMs?: number;
  readonly concurrency?: number;
}

export interface ExecSettings {
  readonly type: 'exec';
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly timeoutMs?: number;
  readonly concurrency?: number;
}

/** A sink, as a config file or flags ask for it. */
export type SinkSettings = NdjsonSettings | WebhookSettings | ExecSettings;

/** A sink of a config file. */
export const readSink: Reader<SinkSettings> = (value, path) => {
  const type = typeof value === 'object' && value !== null && 'type' in value && value.type;
  const reader = Object.entries(READERS).find(([name]) => name === type)?.[1];
  if (reader !== undefined) return reader(value, path);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new InvalidOptionError(path, value, 'an object');
  }
  const types = Object.keys(READERS).join(', ');
  throw new InvalidOptionError(
    `${path}.type`,
    type === false ? undefined : type,
    `one of ${types}`,
  );
};

const INSTEAD =
  'Put it into a file of its own or into a variable of the environment, and name that with ' +
  'secretFile or secretEnv.';

/** What all sinks have. */
const COMMON = ['type', 'name'];
const EFFORT = ['timeout', 'concurrency'];

const READERS = {
  webhook: (value: unknown, path: string): WebhookSettings => {
    const own = ['url', 'urlFile', 'urlEnv', 'secretFile', 'secretEnv', 'receives', 'format'];
    const member = membersOf(value, path, [...COMMON, ...own, ...EFFORT], INSTEAD);
    return given({
      type: 'webhook' as const,
      name: nameOr('webhook', member),
      url: readUrl(member, path),
      secret: readSource('secret', member, path),
      receives: member('receives', oneOf(['all', 'terminal'])),
      format: member('format', oneOf(['cloudevents', 'slack'])),
      ...effortOf(member),
    });
  },
  exec: (value: unknown, path: string): ExecSettings => {
    const member = membersOf(value, path, [...COMMON, 'command', 'args', ...EFFORT], INSTEAD);
    const command = member('command', text(NOT_BLANK, 'a command'));
    if (command === undefined) {
      throw new InvalidOptionError(`${path}.command`, undefined, 'a command');
    }
    const args = member('args', listOf(text(/^/, 'a text'))) ?? [];
    return given({
      type: 'exec' as const,
      name: nameOr('exec', member),
      command,
      args,
      ...effortOf(member),
    });
  },
  ndjson: (value: unknown, path: string): NdjsonSettings => {
    const member = membersOf(value, path, COMMON, INSTEAD);
    return { type: 'ndjson', name: nameOr('ndjson', member) };
  },
} satisfies Record<SinkSettings['type'], Reader<SinkSettings>>;

/** What listens in a program has names with that prefix. */
const NAME = new RegExp(`^(?!${ITERATOR_PREFIX})[a-z0-9][a-z0-9-]*$`);

function nameOr(type: string, member: Members): string {
  member('type', (value) => value);
  const expected = `made of lower-case letters, digits and hyphens, and not ${ITERATOR_PREFIX}…`;
  return member('name', text(NAME, expected)) ?? type;
}

function effortOf(member: Members) {
  return { timeoutMs: member('timeout', readDuration), concurrency: member('concurrency', whole) };
}

function readUrl(member: Members, path: string): TextSource {
  const url = member('url', (value, at) => checkUrl(at, value));
  const elsewhere = readSource('url', member, path);
  if (url !== undefined && elsewhere === undefined) return { type: 'text', text: url };
  if (url === undefined && elsewhere !== undefined) return elsewhere;
  throw new UsageError(`${path} must have one of url, urlFile and urlEnv.`);
}

/** Not the secret itself in place of the name under which it is found, as happens. */
const FILE = /^(?!whsec_).*\S/;
const VARIABLE = /^(?!whsec_)[A-Za-z_][A-Za-z0-9_]*$/;

function readSource(name: string, member: Members, path: string): TextSource | undefined {
  const file = member(`${name}File`, hiddenText(FILE, 'the name of a file'));
  const variable = member(
    `${name}Env`,
    hiddenText(VARIABLE, 'the name of a variable of the environment'),
  );
  if (file !== undefined && variable !== undefined) {
    throw new UsageError(`${path} must have either ${name}File or ${name}Env, not both.`);
  }
  if (file !== undefined) return { type: 'file', path: file };
  return variable === undefined ? undefined : { type: 'env', variable };
}
