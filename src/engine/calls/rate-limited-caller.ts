import pLimit, { type LimitFunction } from 'p-limit';
import pRetry from 'p-retry';
import { now, wallClock } from '../util/clock.js';
import { CallError } from './call-error.js';
import type { Call, CallLog } from './call-log.js';
import { classifyError } from './classify-error.js';
import { isRetryable } from './fault.js';
import type { RateLimiter } from './rate-limiter.js';
import { orAborted, withTimeLimit } from '../util/time-limit.js';

/** How often one call is repeated before its failure is handed on, to be asked again in a later round. */
const RETRIES = {
  retries: 4,
  factor: 2,
  minTimeout: 250,
  maxTimeout: 5_000,
  randomize: true,
} as const;

/** A last look has no time for long pauses. */
const URGENT_RETRIES = {
  retries: 8,
  factor: 1,
  minTimeout: 100,
  maxTimeout: 200,
  randomize: true,
} as const;

/** Calls in flight at once. Lists have a lane of their own: a queue of describes must not delay them. */
const LANES = { describe: 10, list: 5, urgent: 10 } as const;

/** Makes calls that share a pacer, politely. */
export class RateLimitedCaller {
  readonly #pacer: RateLimiter;
  readonly #log: CallLog;
  readonly #callTimeoutMs: () => number;
  readonly #lanes: Record<keyof typeof LANES, LimitFunction> = {
    describe: pLimit(LANES.describe),
    list: pLimit(LANES.list),
    urgent: pLimit(LANES.urgent),
  };

  constructor(pacer: RateLimiter, log: CallLog, callTimeoutMs: () => number) {
    this.#pacer = pacer;
    this.#log = log;
    this.#callTimeoutMs = callTimeoutMs;
  }

  /**
   * Makes a call: every attempt takes its turn with the pacer, has a time limit of its own, and is
   * repeated where its fault passes.
   *
   * @throws {CallError} when it failed for good, or too often; the signal's reason when aborted
   */
  call<Answer>(
    call: Call,
    signal: AbortSignal,
    send: (signal: AbortSignal) => Promise<Answer>,
  ): Promise<Answer> {
    const lane = this.#lanes[call.urgent ? 'urgent' : call.type];
    // The caller does not wait for a place in the lane, nor for p-retry, to hear of its own abort;
    // and it gets its reason, whatever that is, where p-retry would wrap what is no error.
    return orAborted(signal, () =>
      pRetry((number) => lane(() => this.#attempt(call, number, signal, send)), {
        ...(call.urgent ? URGENT_RETRIES : RETRIES),
        signal,
        shouldRetry: ({ error }) => error instanceof CallError && isRetryable(error.fault),
      }),
    );
  }

  async #attempt<Answer>(
    call: Call,
    number: number,
    signal: AbortSignal,
    send: (signal: AbortSignal) => Promise<Answer>,
  ): Promise<Answer> {
    const wentAtMs = await this.#pacer.acquire(signal, call.urgent);
    this.#log.sent(call);
    try {
      const answer = await withTimeLimit(call.operation, this.#callTimeoutMs(), signal, send);
      this.#log.answered(call, now());
      return answer;
    } catch (error) {
      if (signal.aborted) throw error;
      throw this.#failed(call, number, wentAtMs, error);
    }
  }

  #failed(call: Call, attempt: number, wentAtMs: number, error: unknown): CallError {
    const fault = classifyError(error, wallClock().getTime());
    if (fault.kind === 'throttled') {
      this.#pacer.throttled(wentAtMs, fault.retryAfterMs);
      this.#log.throttled(call, now(), this.#pacer.ratePerSecond, fault);
    } else if (fault.kind === 'not-found') {
      this.#log.answered(call, now());
    } else {
      this.#log.failed(call, now(), fault, attempt);
    }
    return new CallError(call, fault);
  }
}
