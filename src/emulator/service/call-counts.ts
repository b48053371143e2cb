import type { OperationName } from '../operations/operation-names.js';
import type { EmulatedCall } from '../options/emulator-options.js';

/** Counts of calls since the emulator was created, or since the last `reset`. */
export interface CallCounts {
  /** All calls, including refused ones. */
  readonly total: number;
  /** Calls that ended with a `ThrottlingException`. */
  readonly throttled: number;
  /** Calls of one operation. */
  of(operation: OperationName): number;
  /** The latest calls, oldest first: at most `callLogSize`. */
  readonly log: readonly EmulatedCall[];
  /** Resets all counts and the log. */
  reset(): void;
}

/** The counts, and the functions that update them. */
export interface CallRecorder {
  readonly counts: CallCounts;
  arrived(operation: string): void;
  done(call: EmulatedCall): void;
}

/** Creates a recorder that keeps the latest `logSize` calls, and calls `onCall` for each. */
export function createCallRecorder(
  logSize: number,
  onCall: ((call: EmulatedCall) => void) | undefined,
): CallRecorder {
  const byOperation = new Map<string, number>();
  let total = 0;
  let throttled = 0;
  let log: EmulatedCall[] = [];

  return {
    arrived: (operation) => {
      total += 1;
      byOperation.set(operation, (byOperation.get(operation) ?? 0) + 1);
    },
    done: (call) => {
      if (call.outcome === 'ThrottlingException') throttled += 1;
      log.push(call);
      // Truncated in bulk, because a shift for each call would be slow.
      if (log.length >= 2 * logSize) log = keepLatest(log, logSize);
      onCall?.(call);
    },
    counts: {
      get total() {
        return total;
      },
      get throttled() {
        return throttled;
      },
      of: (operation) => byOperation.get(operation) ?? 0,
      get log() {
        return keepLatest(log, logSize);
      },
      reset: () => {
        byOperation.clear();
        total = 0;
        throttled = 0;
        log = [];
      },
    },
  };
}

function keepLatest(log: readonly EmulatedCall[], size: number): EmulatedCall[] {
  return size === 0 ? [] : log.slice(-size);
}
