import type { TrackerEvent } from '../../engine/events/tracker-events.js';
import type { RequestKind } from '../../engine/requests/kinds.js';
import { requestKey } from '../../engine/requests/request.js';
import { isFinishing } from './finished-line.js';

/** A pending request in the live view. */
export interface LiveRow {
  readonly kind: RequestKind;
  readonly requestId: string;
  readonly accountId: string | undefined;
  /** When the wait for it began, in monotonic milliseconds. */
  readonly sinceMs: number;
}

/** The pending requests, updated by events. */
export interface LiveRows {
  /** Applies an event. `nowMs` is in monotonic milliseconds. */
  apply(event: TrackerEvent, nowMs: number): void;
  /** At most `count` rows: those that were polled most recently, in the order of tracking. */
  mostActive(count: number): readonly LiveRow[];
}

/** Creates an empty set of rows. */
export function createLiveRows(): LiveRows {
  const rows = new Map<
    string,
    LiveRow & { readonly order: number; readonly seenSeconds: number }
  >();
  let tracked = 0;
  return {
    apply: (event, nowMs) => {
      if (isFinishing(event)) rows.delete(requestKey(event));
      if (event.type !== 'tracked' && event.type !== 'progress') return;
      const key = requestKey(event);
      const known = rows.get(key);
      rows.set(key, {
        kind: event.kind,
        requestId: event.requestId,
        accountId: event.accountId ?? known?.accountId,
        sinceMs: known?.sinceMs ?? nowMs - event.elapsedMs,
        order: known?.order ?? tracked++,
        // The time is rounded, so that rows of one sweep keep their order.
        seenSeconds: Math.floor(nowMs / 1_000),
      });
    },
    mostActive: (count) =>
      [...rows.values()]
        .sort((a, b) => b.seenSeconds - a.seenSeconds || a.order - b.order)
        .slice(0, count)
        .sort((a, b) => a.order - b.order),
  };
}
