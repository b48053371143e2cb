import * as v from 'valibot';
import { withoutArrays } from '../../engine/options/schema.js';
import { REQUEST_KINDS } from '../../engine/requests/kinds.js';
import { StateError } from '../../engine/results/errors.js';
import { categorizeFailure } from '../../engine/results/failure-category.js';
import { escapeControlChars } from '../../engine/util/escape-control-chars.js';
import type { FoundRequest, ReportedRequest } from './stored-requests.js';
import type { RequestEvent } from '../request-event.js';
import type { StateEntry } from './store.js';

const dateSchema = v.pipe(
  v.string(),
  v.transform((text) => new Date(text)),
  v.check((date) => Number.isFinite(date.getTime())),
);

function record<const Entries extends v.ObjectEntries>(entries: Entries) {
  return withoutArrays(v.object(entries));
}

const detailEntries = {
  accountId: v.exactOptional(v.string()),
  permissionSetArn: v.exactOptional(v.string()),
  principalId: v.exactOptional(v.string()),
  principalType: v.exactOptional(v.string()),
  createdDate: v.exactOptional(dateSchema),
};

const watermarkSchema = record({ watermarkMs: v.number() });

const reportedSchema = record({
  reportedMs: v.number(),
  createdMs: v.exactOptional(v.number()),
});

const foundSchema = record({
  discoveredAt: dateSchema,
  details: record(detailEntries),
  ended: v.optional(v.picklist(['SUCCEEDED', 'FAILED'])),
});

const eventEntries = {
  id: v.string(),
  at: dateSchema,
  kind: v.picklist(REQUEST_KINDS),
  instanceArn: v.string(),
  requestId: v.string(),
  ...detailEntries,
};

const endedEntries = {
  ...eventEntries,
  durationMs: v.exactOptional(v.number()),
  maxDetectionDelayMs: v.exactOptional(v.number()),
};

const eventSchema = v.variant('type', [
  record({ type: v.literal('discovered'), status: v.literal('IN_PROGRESS'), ...eventEntries }),
  record({ type: v.literal('succeeded'), status: v.literal('SUCCEEDED'), ...endedEntries }),
  v.pipe(
    record({
      type: v.literal('failed'),
      status: v.literal('FAILED'),
      failureReason: v.exactOptional(v.string()),
      ...endedEntries,
    }),
    // Categories can change with the version of this package.
    v.transform((event) => ({ ...event, category: categorizeFailure(event.failureReason) })),
  ),
]);

const deadSchema = record({
  atMs: v.number(),
  reason: v.string(),
  attempts: v.number(),
  event: eventSchema,
});

/** @throws {StateError} here and below, when the record is invalid */
export function readWatermark(entry: StateEntry): number {
  return read(watermarkSchema, entry).watermarkMs;
}

export function readReported(entry: StateEntry): ReportedRequest {
  return read(reportedSchema, entry);
}

export function readFound(
  entry: StateEntry,
): Omit<FoundRequest, 'instanceArn' | 'kind' | 'requestId'> {
  const { ended: status, ...found } = read(foundSchema, entry);
  if (status === undefined) return found;
  return { ...found, ended: { status, details: found.details, complete: false } };
}

export function readEvent(entry: StateEntry): RequestEvent {
  return read(eventSchema, entry);
}

/** A dead letter. */
export interface DeadRecord {
  readonly at: Date;
  readonly reason: string;
  readonly attempts: number;
  readonly event: RequestEvent;
}

export function readDead(entry: StateEntry): DeadRecord {
  const { atMs, ...dead } = read(deadSchema, entry);
  return { at: new Date(atMs), ...dead };
}

function read<Schema extends v.GenericSchema>(
  schema: Schema,
  { key, value }: StateEntry,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, value, { abortEarly: true });
  if (result.success) return result.output;
  throw new StateError(
    `The state is damaged: the record ${escapeControlChars(key)} is invalid. Restore the state from a copy, or move it away to start without history.`,
    'damaged',
  );
}
