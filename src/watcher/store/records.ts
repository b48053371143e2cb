import type { RequestKind } from '../../engine/requests/kinds.js';
import type { RequestDetails, RequestId } from '../../engine/requests/request.js';
import type { RequestEvent } from '../request-event.js';
import type { FoundRequest, ReportedRequest } from './stored-requests.js';
import { readEvent, readFound, readReported, readWatermark } from './read-records.js';
import type { StateChange, StateStore, StateValue } from './store.js';

export function putWatermark(list: ListId, watermarkMs: number): StateChange {
  return { type: 'put', key: listKey('watermark', list), value: { watermarkMs } };
}

export function putOpen({ discoveredAt, details, ended, ...request }: FoundRequest): StateChange {
  const value: StateValue = {
    discoveredAt: discoveredAt.toISOString(),
    details: plainDetails(details),
    ...(ended === undefined ? {} : { ended: ended.status }),
  };
  return { type: 'put', key: requestRecordKey('open', request), value };
}

export function deleteOpen(request: RequestId): StateChange {
  return { type: 'delete', key: requestRecordKey('open', request) };
}

export function putReported(request: RequestId, reported: ReportedRequest): StateChange {
  return { type: 'put', key: requestRecordKey('reported', request), value: { ...reported } };
}

export function deleteReported(request: RequestId): StateChange {
  return { type: 'delete', key: requestRecordKey('reported', request) };
}

export function putOutbox(sink: string, number: number, event: RequestEvent): StateChange {
  return { type: 'put', key: outboxKey(sink, number), value: plainEvent(event) };
}

export function putDead(
  sink: string,
  event: RequestEvent,
  failure: { readonly reason: string; readonly attempts: number; readonly atMs: number },
): StateChange {
  return {
    type: 'put',
    key: deadKey(sink, failure.atMs, event.id),
    value: { ...failure, event: plainEvent(event) },
  };
}

/** The records of one kind and instance. */
export interface ListRecords {
  readonly watermarkMs?: number;
  readonly open: readonly FoundRequest[];
  readonly reported: readonly (readonly [string, ReportedRequest])[];
}

/** @throws {StateError} when a record is invalid */
export async function loadList(
  store: StateStore,
  instanceArn: string,
  kind: RequestKind,
): Promise<ListRecords> {
  const list = { instanceArn, kind };
  const entries = async (record: string) => {
    const prefix = `${listKey(record, list)}!`;
    const found = await store.list({ prefix });
    return found.map((entry) => ({
      requestId: unescapePart(entry.key.slice(prefix.length)),
      entry,
    }));
  };
  const watermarkKey = listKey('watermark', list);
  const watermark = await store.get(watermarkKey);
  return {
    ...(watermark === undefined
      ? {}
      : { watermarkMs: readWatermark({ key: watermarkKey, value: watermark }) }),
    open: (await entries('open')).map(({ requestId, entry }) => ({
      ...list,
      requestId,
      ...readFound(entry),
    })),
    reported: (await entries('reported')).map(({ requestId, entry }) => [
      requestId,
      readReported(entry),
    ]),
  };
}

/** An event of an outbox, and its number. */
export interface OutboxRecord {
  readonly number: number;
  readonly event: RequestEvent;
}

/** The next events of an outbox, in order. */
export async function loadOutbox(
  store: StateStore,
  sink: string,
  afterNumber: number,
  limit: number,
): Promise<readonly OutboxRecord[]> {
  const prefix = outboxPrefix(sink);
  const after = outboxKey(sink, afterNumber);
  const entries = await store.list({ prefix, after, limit });
  return entries.map((entry) => ({
    number: Number(entry.key.slice(prefix.length)),
    event: readEvent(entry),
  }));
}

function plainDetails({ createdDate, ...details }: RequestDetails): {
  readonly [name: string]: StateValue | undefined;
} {
  return { ...details, ...(createdDate ? { createdDate: createdDate.toISOString() } : {}) };
}

function plainEvent({ at, ...event }: RequestEvent): StateValue {
  return { ...plainDetails(event), at: at.toISOString() };
}

/**
 * The keys of a watcher's records in a store:
 *
 * ```
 * watermark!<instance>!<kind>              all older requests have been seen
 * open!<instance>!<kind>!<request id>      in progress, or ended and not reported yet
 * reported!<instance>!<kind>!<request id>  not to be reported again
 * outbox!<sink>!<number>                   a pending event
 * dead!<sink>!<time>-<event id>            a dead letter
 * ```
 *
 * The parts are escaped, because values from AWS and from users may contain anything.
 */
const key = (...parts: readonly string[]): string => parts.map(escapePart).join('!');

const TIME_DIGITS = 15;

/** A number as text that sorts like the number. */
function ordered(number: number): string {
  return String(number).padStart(TIME_DIGITS, '0');
}

/** Escapes `!`, and lone surrogates, which UTF-8 cannot distinguish. */
function escapePart(part: string): string {
  return part.replace(/[!%\p{Cc}\p{Cs}]/gu, (unit) => {
    const code = unit.charCodeAt(0).toString(16);
    return `%${code.padStart(4, '0')}`;
  });
}

/** The text of a part of a key. */
function unescapePart(part: string): string {
  return part.replace(/%([0-9a-f]{4})/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}

/** Identifies a list. */
export type ListId = Pick<RequestId, 'instanceArn' | 'kind'>;

function listKey(record: string, { instanceArn, kind }: ListId): string {
  return key(record, instanceArn, kind);
}

function requestRecordKey(record: string, request: RequestId): string {
  return key(record, request.instanceArn, request.kind, request.requestId);
}

export function outboxPrefix(sink: string): string {
  return key('outbox', sink, '');
}

/** The prefix of the outboxes of all sinks whose names begin with `prefix`. */
export function outboxesPrefix(prefix: string): string {
  return key('outbox', '') + prefix;
}

export function outboxKey(sink: string, number: number): string {
  return outboxPrefix(sink) + ordered(number);
}

/** The prefix of all dead letters. */
export function deadLettersPrefix(): string {
  return key('dead', '');
}

/** The sink of an outbox record or a dead letter. */
export function sinkOfKey(outboxOrDeadKey: string): string {
  return unescapePart(outboxOrDeadKey.split('!')[1] ?? '');
}

export function deadPrefix(sink: string): string {
  return key('dead', sink, '');
}

function deadKey(sink: string, atMs: number, eventId: string): string {
  return deadPrefix(sink) + key(`${ordered(atMs)}-${eventId}`);
}
