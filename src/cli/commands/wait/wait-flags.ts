import { checkRequestId } from '../../../engine/options/check-ref.js';
import { REQUEST_KINDS, type RequestKind } from '../../../engine/requests/kinds.js';
import { UsageError } from '../../usage-error.js';
import {
  parseConnection,
  parseInstanceArn,
  type Connection,
  type ConnectionFlags,
} from '../../flags/connection.js';
import type { LogLevel, OutputFormat, Reporting } from '../../flags/output-format.js';
import {
  parseDuration,
  parseKinds,
  parseListedKinds,
  parsePositive,
} from '../../flags/flag-values.js';

/** The unparsed flags of `wait`. */
export interface WaitFlags extends ConnectionFlags {
  readonly kind?: readonly string[];
  readonly all?: boolean;
  readonly timeout: string;
  readonly failFast?: boolean;
  readonly output: OutputFormat;
  readonly quiet?: boolean;
  readonly progress: boolean;
  readonly logLevel: LogLevel;
}

/** The options of `wait`. */
export interface WaitCommand {
  /** The source of the requests: arguments and standard input, or all that are in progress. */
  readonly source:
    | { readonly type: 'named'; readonly ids: readonly string[]; readonly stdin: boolean }
    | { readonly type: 'all' };
  readonly kinds: readonly RequestKind[];
  readonly instanceArn?: string;
  readonly connection: Connection;
  readonly timeoutMs: number;
  readonly maxTps?: number;
  readonly failFast: boolean;
  readonly output: OutputFormat;
  readonly reporting: Reporting;
}

/** @throws {UsageError | InvalidOptionError} */
export function parseWait(args: readonly string[], flags: WaitFlags): WaitCommand {
  const kinds = flags.all
    ? parseListedKinds(flags.kind ?? ['all'])
    : parseKinds(flags.kind ?? REQUEST_KINDS.slice(0, 1));
  return {
    source: parseSource(args, flags.all ?? false, kinds),
    kinds,
    ...parseInstanceArn(flags),
    connection: parseConnection(flags),
    timeoutMs: parseDuration('--timeout', flags.timeout),
    ...(flags.maxTps === undefined ? {} : { maxTps: parsePositive('--max-tps', flags.maxTps) }),
    failFast: flags.failFast ?? false,
    output: flags.output,
    reporting: {
      quiet: flags.quiet ?? false,
      progress: flags.progress,
      logLevel: flags.logLevel,
    },
  };
}

function parseSource(
  args: readonly string[],
  all: boolean,
  [kind]: readonly RequestKind[],
): WaitCommand['source'] {
  if (all && args.length > 0) {
    throw new UsageError('Request ids and --all exclude each other. Give only one of them.');
  }
  if (all) return { type: 'all' };
  if (args.length === 0) {
    throw new UsageError(
      "No request was named. Give request ids, '-' to read them from standard input, " +
        'or --all for all requests that are in progress.',
    );
  }
  const ids = args.filter((arg) => arg !== '-').map((id) => checkRequestId(id, 'REQUEST_ID', kind));
  return { type: 'named', ids, stdin: args.includes('-') };
}
