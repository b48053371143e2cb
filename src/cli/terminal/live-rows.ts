import type { TrackerEvent } from '../../engine/events/tracker-events.js';
import type { RequestKind } from '../../engine/requests/kinds.js';
import { requestKey } from '../../engine/requests/request.js';
import { isFinishing } from './finished-line.js';

/** A request that is still waited for, as the live view shows it. */
export interface LiveRow {
  readonly kind: RequestKind;
  readonly requestId: string;
  readonly accountId: string | undefined;
  /** When the wait for it began, on the monotonic clock. */
  readonly sinceMs: number;
}

/** The requests that are still waited for, kept up to date by events. */
export interface LiveRows {
  /** Takes an event in. `nowMs` is the monotonic clock's. */
  apply(event: TrackerEvent, nowMs: number): void;
  /** At most `count` rows: those of which the service spoke last, in the order of tracking. */
  mostActive(count: number): readonly LiveRow[];
}

/** Makes an empty set of rows. */
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
        // Coarse, so that rows seen in one sweep keep their places.
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
