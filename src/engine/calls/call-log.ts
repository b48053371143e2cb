import type { RequestId } from '../requests/request.js';
import { isRetryable, type Fault } from './fault.js';

/** What a call was about, for counting and reporting. */
export interface Call {
  readonly type: 'describe' | 'list';
  /** The service's name of the operation. */
  readonly operation: string;
  /** The one request that a describe asks about. */
  readonly request?: RequestId;
  /** Goes before whatever else waits for its turn. */
  readonly urgent?: boolean;
}

/** What happened with calls, beyond what they answered. */
export type CallReport =
  | {
      readonly type: 'throttled';
      readonly call: Call;
      readonly fault: Fault;
      readonly ratePerSecond: number;
    }
  | {
      readonly type: 'poll-failed';
      readonly call: Call;
      readonly fault: Fault;
      readonly attempt: number;
    }
  | { readonly type: 'recovered'; readonly call: Call; readonly afterMs: number };

/** How many calls went out, and how many of them came back throttled or otherwise failed. */
export interface CallCounts {
  readonly describe: number;
  readonly list: number;
  readonly throttled: number;
  readonly failed: number;
}

/** How the calls of one operation ended so far; one that hangs, or was aborted, is in none of them. */
export interface OperationCounts {
  /** Not-found included, which is an answer. */
  readonly answered: number;
  readonly throttled: number;
  readonly failed: number;
}

/** What was counted between two readings. */
export function countsSince(before: CallCounts, after: CallCounts): CallCounts {
  return {
    describe: after.describe - before.describe,
    list: after.list - before.list,
    throttled: after.throttled - before.throttled,
    failed: after.failed - before.failed,
  };
}

/** Counts calls, and tells listeners when they start to fail and when that is over. */
export class CallLog {
  readonly #counts = { describe: 0, list: 0, throttled: 0, failed: 0 };
  readonly #operations = new Map<string, { answered: number; throttled: number; failed: number }>();
  readonly #listeners = new Set<(report: CallReport) => void>();
  #troubledSinceMs: number | undefined;

  /** The counts so far; a copy. */
  counts(): CallCounts {
    return { ...this.#counts };
  }

  /** By operation; a copy. */
  operations(): Readonly<Record<string, OperationCounts>> {
    return Object.fromEntries(
      Array.from(this.#operations, ([operation, counts]) => [operation, { ...counts }]),
    );
  }

  /** @returns what ends the subscription */
  subscribe(listener: (report: CallReport) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  sent(call: Call): void {
    this.#counts[call.type] += 1;
  }

  answered(call: Call, nowMs: number): void {
    this.#countEnd(call, 'answered');
    if (this.#troubledSinceMs === undefined) return;
    const afterMs = nowMs - this.#troubledSinceMs;
    this.#troubledSinceMs = undefined;
    this.#report({ type: 'recovered', call, afterMs });
  }

  throttled(call: Call, nowMs: number, ratePerSecond: number, fault: Fault): void {
    this.#counts.throttled += 1;
    this.#countEnd(call, 'throttled');
    this.#troubledSinceMs ??= nowMs;
    this.#report({ type: 'throttled', call, fault, ratePerSecond });
  }

  failed(call: Call, nowMs: number, fault: Fault, attempt: number): void {
    this.#counts.failed += 1;
    this.#countEnd(call, 'failed');
    if (isRetryable(fault)) this.#troubledSinceMs ??= nowMs;
    this.#report({ type: 'poll-failed', call, fault, attempt });
  }

  #countEnd({ operation }: Call, end: keyof OperationCounts): void {
    const counts = this.#operations.get(operation) ?? { answered: 0, throttled: 0, failed: 0 };
    counts[end] += 1;
    this.#operations.set(operation, counts);
  }

  #report(report: CallReport): void {
    for (const listener of this.#listeners) listener(report);
  }
}
