import type { RequestId } from '../requests/request.js';
import { isRetryable, type Fault } from './fault.js';

/** A call, for counting and reporting. */
export interface Call {
  readonly type: 'describe' | 'list';
  /** The name of the operation. */
  readonly operation: string;
  /** The request of a describe. */
  readonly request?: RequestId;
  /** Whether it takes precedence over queued calls. */
  readonly urgent?: boolean;
}

/** Throttling, a failure or a recovery of calls. */
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

/** How many calls were sent, and how many of them were throttled or failed. */
export interface CallCounts {
  /** Describe calls that were sent, including retries. */
  readonly describe: number;
  /** List calls that were sent, including retries. */
  readonly list: number;
  /** How many of them were throttled. */
  readonly throttled: number;
  /** How many of them failed for another reason. */
  readonly failed: number;
}

/** Results of the calls of one operation. Calls that hang or were aborted are not counted. */
export interface OperationCounts {
  /** Including not-found responses. */
  readonly answered: number;
  /** Throttled calls. */
  readonly throttled: number;
  /** Calls that failed for another reason. */
  readonly failed: number;
}

/** The difference between two counts. */
export function countsSince(before: CallCounts, after: CallCounts): CallCounts {
  return {
    describe: after.describe - before.describe,
    list: after.list - before.list,
    throttled: after.throttled - before.throttled,
    failed: after.failed - before.failed,
  };
}

/** Counts calls, and reports throttling, failures and recoveries. */
export class CallLog {
  readonly #counts = { describe: 0, list: 0, throttled: 0, failed: 0 };
  readonly #operations = new Map<string, { answered: number; throttled: number; failed: number }>();
  readonly #listeners = new Set<(report: CallReport) => void>();
  #failingSinceMs: number | undefined;

  /** A copy of the counts. */
  counts(): CallCounts {
    return { ...this.#counts };
  }

  /** A copy of the counts by operation. */
  operations(): Readonly<Record<string, OperationCounts>> {
    return Object.fromEntries(
      Array.from(this.#operations, ([operation, counts]) => [operation, { ...counts }]),
    );
  }

  /** @returns a function that removes the listener */
  subscribe(listener: (report: CallReport) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  sent(call: Call): void {
    this.#counts[call.type] += 1;
  }

  answered(call: Call, nowMs: number): void {
    this.#countEnd(call, 'answered');
    if (this.#failingSinceMs === undefined) return;
    const afterMs = nowMs - this.#failingSinceMs;
    this.#failingSinceMs = undefined;
    this.#report({ type: 'recovered', call, afterMs });
  }

  throttled(call: Call, nowMs: number, ratePerSecond: number, fault: Fault): void {
    this.#counts.throttled += 1;
    this.#countEnd(call, 'throttled');
    this.#failingSinceMs ??= nowMs;
    this.#report({ type: 'throttled', call, fault, ratePerSecond });
  }

  failed(call: Call, nowMs: number, fault: Fault, attempt: number): void {
    this.#counts.failed += 1;
    this.#countEnd(call, 'failed');
    if (isRetryable(fault)) this.#failingSinceMs ??= nowMs;
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
