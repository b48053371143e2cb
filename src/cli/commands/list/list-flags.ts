import type { ListedKind } from '../../../engine/requests/kinds.js';
import type { RequestStatus } from '../../../engine/requests/request.js';
import {
  parseConnection,
  parseInstanceArn,
  type Connection,
  type ConnectionFlags,
} from '../../flags/connection.js';
import type { OutputFormat } from '../../flags/output-format.js';
import {
  parseListedKinds,
  parsePositive,
  parseStatuses,
  parseWhole,
} from '../../flags/flag-values.js';

/** The unparsed flags of `list`. */
export interface ListFlags extends ConnectionFlags {
  readonly kind?: readonly string[];
  readonly status?: readonly string[];
  readonly limit?: string;
  readonly details?: boolean;
  readonly output: OutputFormat;
}

/** The options of `list`. */
export interface ListCommand {
  readonly kinds: readonly ListedKind[];
  readonly statuses: readonly RequestStatus[];
  readonly limit?: number;
  /** Describe each request for the details that lists do not contain. */
  readonly details: boolean;
  readonly instanceArn?: string;
  readonly connection: Connection;
  readonly maxTps?: number;
  readonly output: OutputFormat;
}

/** @throws {InvalidOptionError} */
export function parseList(flags: ListFlags): ListCommand {
  return {
    kinds: parseListedKinds(flags.kind ?? ['all']),
    statuses: parseStatuses(flags.status ?? ['all']),
    ...(flags.limit === undefined ? {} : { limit: parseWhole('--limit', flags.limit, 1) }),
    details: flags.details ?? false,
    ...parseInstanceArn(flags),
    connection: parseConnection(flags),
    ...(flags.maxTps === undefined ? {} : { maxTps: parsePositive('--max-tps', flags.maxTps) }),
    output: flags.output,
  };
}
