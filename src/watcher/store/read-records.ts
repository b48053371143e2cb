import { StateError } from '../../engine/results/errors.js';
import { categorizeFailure } from '../../engine/results/failure-category.js';
import { isRequestKind } from '../../engine/requests/kinds.js';
import type { RequestDetails } from '../../engine/requests/request.js';
import { escapeControlChars } from '../../engine/util/escape-control-chars.js';
import type { FoundRequest, ReportedRequest } from './stored-requests.js';
import type { RequestEvent } from '../request-event.js';
import type { StateEntry, StateValue } from './store.js';

/** @throws {StateError} here and below, when the record is invalid */
export function readWatermark(entry: StateEntry): number {
  return new RecordReader(entry).needed('watermarkMs', 'number');
}

export function readReported(entry: StateEntry): ReportedRequest {
  const record = new RecordReader(entry);
  return {
    reportedMs: record.needed('reportedMs', 'number'),
    ...record.given('number', ['createdMs']),
  };
}

export function readFound(
  entry: StateEntry,
): Omit<FoundRequest, 'instanceArn' | 'kind' | 'requestId'> {
  const record = new RecordReader(entry);
  const details = detailsOf(new RecordReader({ key: entry.key, value: record.members['details'] }));
  const found = { discoveredAt: record.date('discoveredAt'), details };
  const status = record.members['ended'];
  if (status === undefined) return found;
  if (status !== 'SUCCEEDED' && status !== 'FAILED') throw damaged(entry.key);
  return { ...found, ended: { status, details, complete: false } };
}

export function readEvent(entry: StateEntry): RequestEvent {
  const record = new RecordReader(entry);
  const { type, status, kind } = record.members;
  if (!isRequestKind(kind)) throw damaged(entry.key);
  const head = {
    id: record.needed('id', 'string'),
    at: record.date('at'),
    kind,
    instanceArn: record.needed('instanceArn', 'string'),
    requestId: record.needed('requestId', 'string'),
    ...detailsOf(record),
  };
  if (type === 'discovered' && status === 'IN_PROGRESS') return { ...head, type, status };
  const tail = record.given('number', ['durationMs', 'maxDetectionDelayMs']);
  if (type === 'succeeded' && status === 'SUCCEEDED') return { ...head, ...tail, type, status };
  if (type !== 'failed' || status !== 'FAILED') throw damaged(entry.key);
  const reason = record.given('string', ['failureReason']);
  const category = categorizeFailure(reason.failureReason);
  return { ...head, ...tail, type, status, ...reason, category };
}

/** A dead letter. */
export interface DeadRecord {
  readonly at: Date;
  readonly reason: string;
  readonly attempts: number;
  readonly event: RequestEvent;
}

export function readDead(entry: StateEntry): DeadRecord {
  const record = new RecordReader(entry);
  return {
    at: new Date(record.needed('atMs', 'number')),
    reason: record.needed('reason', 'string'),
    attempts: record.needed('attempts', 'number'),
    event: readEvent({ key: entry.key, value: record.members['event'] ?? null }),
  };
}

function detailsOf(record: RecordReader): RequestDetails {
  const texts = ['accountId', 'permissionSetArn', 'principalId', 'principalType'] as const;
  const { createdDate } = record.members;
  return {
    ...record.given('string', texts),
    ...(createdDate === undefined ? {} : { createdDate: record.date('createdDate') }),
  };
}

interface Types {
  readonly string: string;
  readonly number: number;
}

/** Reads the members of a record, and checks their types. */
class RecordReader {
  readonly members: Readonly<Record<string, StateValue | undefined>>;
  readonly #key: string;

  constructor({ key, value }: { readonly key: string; readonly value: StateValue | undefined }) {
    if (!isObject(value)) throw damaged(key);
    this.members = value;
    this.#key = key;
  }

  needed<Type extends keyof Types>(name: string, type: Type): Types[Type] {
    const value = this.members[name];
    if (isOf(value, type)) return value;
    throw damaged(this.#key);
  }

  /** The members that are present. */
  given<Type extends keyof Types, Name extends string>(
    type: Type,
    names: readonly Name[],
  ): { readonly [Each in Name]?: Types[Type] } {
    const found: { [Each in Name]?: Types[Type] } = {};
    for (const name of names) {
      if (this.members[name] !== undefined) found[name] = this.needed(name, type);
    }
    return found;
  }

  date(name: string): Date {
    const date = new Date(this.needed(name, 'string'));
    if (Number.isFinite(date.getTime())) return date;
    throw damaged(this.#key);
  }
}

function isOf<Type extends keyof Types>(value: unknown, type: Type): value is Types[Type] {
  return typeof value === type;
}

function isObject(
  value: StateValue | undefined,
): value is { readonly [name: string]: StateValue | undefined } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function damaged(key: string): StateError {
  return new StateError(
    `The state is damaged: the record ${escapeControlChars(key)} is invalid. Restore the state from a copy, or move it away to start without history.`,
    'damaged',
  );
}
