import { leaseClient } from '../../../engine/polling/client-session.js';
import {
  discoverRequests,
  findInstanceArn,
  type DiscoveredRequest,
} from '../../../waiter/discover-requests.js';
import { colourStatus } from '../../terminal/colour.js';
import { jsonArray, ndjsonLine } from '../../../engine/events/ndjson.js';
import { table } from '../../terminal/table.js';
import type { Context } from '../../context.js';
import type { Terminal } from '../../terminal/terminal.js';
import { EXIT } from '../../exit-code.js';
import type { ListCommand } from './list-flags.js';

/** Lists requests. Resolves to the exit code. */
export async function list(
  command: ListCommand,
  { terminal, interruption }: Context,
): Promise<number> {
  const { kinds, statuses, details, limit, connection, maxTps, output } = command;
  const calls = {
    ...connection,
    ...(maxTps === undefined ? {} : { maxTps }),
    signal: interruption.signal,
  };
  const found: DiscoveredRequest[] = [];
  // The lease lasts until the end, so that all steps share one client and its credentials.
  const lease = leaseClient(connection);
  try {
    const instanceArn = command.instanceArn ?? (await findInstanceArn(calls));
    const query = { ...calls, instanceArn, kinds, details, ...statusQuery(statuses) };
    for await (const request of discoverRequests({ ...query, ...(limit ? { limit } : {}) })) {
      if (output === 'ndjson') terminal.out(ndjsonLine(request));
      found.push(request);
    }
  } catch (error) {
    interruption.signal.throwIfAborted();
    throw error;
  } finally {
    lease.release();
  }
  if (output === 'json') terminal.out(jsonArray(found));
  if (output === 'text' && found.length > 0) {
    const lines = requestTable(found, details, terminal);
    terminal.out(`${lines.join('\n')}\n`);
  }
  if (found.length === 0) terminal.err('AWS lists no matching requests.');
  return EXIT.ok;
}

/** One list without a filter replaces a list for each status. */
function statusQuery(statuses: ListCommand['statuses']): Pick<ListCommand, 'statuses'> | object {
  return statuses.length === 3 ? {} : { statuses };
}

function requestTable(
  requests: readonly DiscoveredRequest[],
  details: boolean,
  { outColour, outColumns }: Terminal,
): readonly string[] {
  const head = ['STATUS', 'KIND', 'REQUEST ID', 'CREATED'];
  const detailHead = ['ACCOUNT', 'PERMISSION SET', 'PRINCIPAL', 'REASON'];
  const rows = requests.map((request) => [
    request.status,
    request.kind,
    request.requestId,
    request.createdDate?.toISOString(),
    ...(details
      ? [request.accountId, request.permissionSetArn, request.principalId, request.failureReason]
      : []),
  ]);
  const paint = outColour ? colourStatus : undefined;
  return table(details ? [...head, ...detailHead] : head, rows, paint, outColumns());
}
