import type { RequestKind } from '../../engine/requests/kinds.js';
import type { RequestDetails, RequestId } from '../../engine/requests/request.js';
import type { RequestEvent } from '../request-event.js';
import type { Found, ReportedRequest } from './stored-requests.js';
import {
  deadKey,
  listKey,
  outboxKey,
  outboxPrefix,
  requestRecordKey,
  unescapePart,
  type ListId,
} from './record-keys.js';
import { readEvent, readFound, readReported, readWatermark } from './read-records.js';
import type { StateChange, StateStore, StateValue } from './store.js';

export function putWatermark(list: ListId, watermarkMs: number): StateChange {
  return { type: 'put', key: listKey('watermark', list), value: { watermarkMs } };
}

export function putOpen({ discoveredAt, details, ended, ...request }: Found): StateChange {
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
  verdict: { readonly reason: string; readonly attempts: number; readonly atMs: number },
): StateChange {
  return {
    type: 'put',
    key: deadKey(sink, verdict.atMs, event.id),
    value: { ...verdict, event: plainEvent(event) },
  };
}

/** What is known of the requests of one kind and instance. */
export interface ListRecords {
  readonly watermarkMs?: number;
  readonly open: readonly Found[];
  readonly reported: readonly (readonly [string, ReportedRequest])[];
}

/** @throws {StateError} when a record is not what a watcher writes */
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

/** An event of an outbox, and where it stands in it. */
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
