import type { OperationName } from '../operations/operation-names.js';
import { randomStream } from '../util/random.js';

/**
 * A fault of a call. Most faults occur instead of the operation. Those marked "after" occur after the operation
 * was performed, so a request may have started without a response to its caller.
 */
export type Fault = FaultName | FaultWithDetails;

/** A fault without settings. */
export type FaultName =
  /** 429 `ThrottlingException: Rate exceeded`. */
  | 'throttle'
  /** 500 `InternalServerException`. */
  | 'server-error'
  /** 500 `InternalFailure`, an error that the service's model does not have. */
  | 'internal-failure'
  /** 503 with a page of HTML, as from a load balancer. */
  | 'html-error'
  /** The connection is reset before a response. */
  | 'connection-reset'
  /** After: the connection breaks in the middle of the response. */
  | 'cut-off-body'
  /** No response, until the client disconnects or the emulator is closed. */
  | 'silence'
  /** 403 `AccessDeniedException`. */
  | 'access-denied'
  /** 403 `ExpiredTokenException`. */
  | 'expired-token'
  /** 404 `ResourceNotFoundException` with `Reason: KMS_NotFoundException`. */
  | 'kms-not-found'
  /** 409 `ConflictException: There is a conflicting operation in process.` */
  | 'conflict'
  /** 402 `ServiceQuotaExceededException`. */
  | 'quota-exceeded'
  /** After: 200 with `{}`. */
  | 'empty-body'
  /** After: statuses read `PENDING`, which the model does not have. */
  | 'unknown-status';

/** A fault with settings. */
export type FaultWithDetails =
  | {
      readonly type: 'throttle';
      /** The header `retry-after`, in seconds. @default absent */
      readonly retryAfterSeconds?: number;
      /** The header `x-amz-retry-after`, in milliseconds. @default absent */
      readonly retryAfterMs?: number;
      /** The HTTP status code. 400 has been observed. @default 429, as in AWS's model */
      readonly statusCode?: 400 | 429;
    }
  | {
      readonly type: 'unknown-status';
      /** The status in the response. */
      readonly status: string;
    }
  | {
      /** The call takes longer. Other faults may occur as well. */
      readonly type: 'latency';
      /** The additional latency, in milliseconds. */
      readonly latencyMs: number;
    };

/** Which calls a fault occurs in. */
export interface FaultRule {
  /** The operations, or `'*'` for all. @default '*' */
  readonly operations?: '*' | OperationName | readonly OperationName[];
  /** The probability for each of their calls, 0 to 1. @default 1 */
  readonly probability?: number;
  /** Maximum number of occurrences. @default Infinity */
  readonly times?: number;
  /** The fault that occurs. */
  readonly fault: Fault;
}

/** The faults of one call: a delay, and at most one that decides its response. */
interface SelectedFaults {
  readonly latencyMs: number;
  readonly fault: DecisiveFault | undefined;
}

/** A fault that decides the response of a call, in its long form. */
export type DecisiveFault =
  | Exclude<FaultWithDetails, { type: 'latency' }>
  | { readonly type: Exclude<FaultName, 'throttle' | 'unknown-status'> };

/** The fault rules that apply. */
export interface FaultInjector {
  /** Adds a rule. @returns a function that removes it */
  add(rule: FaultRule): () => void;
  clear(): void;
  /** The faults of a call of that operation. Rules are tried in the order in which they were added. */
  select(operation: string): SelectedFaults;
}

/** Creates an injector without rules. Its randomness comes from the seed. */
export function createFaultInjector(seed: number): FaultInjector {
  let entries: readonly Entry[] = [];
  let added = 0;

  return {
    add: (rule) => {
      added += 1;
      const random = randomStream(seed, `fault ${added}`);
      const entry: Entry = { rule, random, timesLeft: rule.times ?? Infinity };
      entries = [...entries, entry];
      return () => {
        entries = entries.filter((other) => other !== entry);
      };
    },
    clear: () => {
      entries = [];
    },
    select: (operation) => {
      let latencyMs = 0;
      for (const entry of entries) {
        if (!applies(entry, operation)) continue;
        entry.timesLeft -= 1;
        const fault = inFull(entry.rule.fault);
        if (fault.type !== 'latency') return { latencyMs, fault };
        latencyMs += fault.latencyMs;
      }
      return { latencyMs, fault: undefined };
    },
  };
}

interface Entry {
  readonly rule: FaultRule;
  readonly random: () => number;
  timesLeft: number;
}

function applies({ rule, random, timesLeft }: Entry, operation: string): boolean {
  const { operations = '*', probability = 1 } = rule;
  const isSelected = operations === '*' || [operations].flat().some((name) => name === operation);
  return isSelected && timesLeft > 0 && random() < probability;
}

function inFull(fault: Fault): DecisiveFault | Extract<FaultWithDetails, { type: 'latency' }> {
  if (typeof fault === 'object') return fault;
  return fault === 'unknown-status' ? { type: fault, status: 'PENDING' } : { type: fault };
}
