import pLimit, { type LimitFunction } from 'p-limit';
import pRetry from 'p-retry';
import { KINDS, KINDS_WITH_LIST } from '../requests/kinds.js';
import { orAborted, withTimeLimit } from '../util/abortable.js';
import { now, wallClock } from '../util/clock.js';
import { CallError } from './call-error.js';
import type { Call, CallLog } from './call-log.js';
import { classifyError } from './classify-error.js';
import { isRetryable } from './fault.js';
import type { RateLimiter } from './rate-limiter.js';
import type { StatusApi } from './status-api.js';

/** How often a call is retried before its failure is reported. The request is then polled again later. */
const RETRIES = {
  retries: 4,
  factor: 2,
  minTimeout: 250,
  maxTimeout: 5_000,
  randomize: true,
} as const;

/** The last poll before a deadline has no time for long pauses. */
const URGENT_RETRIES = {
  retries: 8,
  factor: 1,
  minTimeout: 100,
  maxTimeout: 200,
  randomize: true,
} as const;

/** Concurrency limits. Lists have their own, so that many describes do not delay them. */
const CONCURRENCY = { describe: 10, list: 5, urgent: 10 } as const;

/** Makes calls under a shared rate limiter, with time limits and retries. */
export class RateLimitedCaller {
  readonly #rateLimiter: RateLimiter;
  readonly #log: CallLog;
  readonly #callTimeoutMs: () => number;
  readonly #limits: Record<keyof typeof CONCURRENCY, LimitFunction> = {
    describe: pLimit(CONCURRENCY.describe),
    list: pLimit(CONCURRENCY.list),
    urgent: pLimit(CONCURRENCY.urgent),
  };

  constructor(rateLimiter: RateLimiter, log: CallLog, callTimeoutMs: () => number) {
    this.#rateLimiter = rateLimiter;
    this.#log = log;
    this.#callTimeoutMs = callTimeoutMs;
  }

  /**
   * Makes a call. Each attempt waits for the rate limiter and has its own time limit. Retryable faults are
   * retried.
   *
   * @throws {CallError} when the call failed permanently, or in all retries; the signal's reason when aborted
   */
  call<Output>(
    call: Call,
    signal: AbortSignal,
    send: (signal: AbortSignal) => Promise<Output>,
  ): Promise<Output> {
    const limit = this.#limits[call.urgent ? 'urgent' : call.type];
    // An abort rejects at once, without waiting for the limit or for p-retry. It rejects with the signal's
    // own reason, because p-retry would wrap a reason that is not an error.
    return orAborted(signal, () =>
      pRetry((number) => limit(() => this.#attempt(call, number, signal, send)), {
        ...(call.urgent ? URGENT_RETRIES : RETRIES),
        signal,
        shouldRetry: ({ error }) => error instanceof CallError && isRetryable(error.fault),
      }),
    );
  }

  async #attempt<Output>(
    call: Call,
    number: number,
    signal: AbortSignal,
    send: (signal: AbortSignal) => Promise<Output>,
  ): Promise<Output> {
    const sentAtMs = await this.#rateLimiter.acquire(signal, call.urgent);
    this.#log.sent(call);
    try {
      const output = await withTimeLimit(call.operation, this.#callTimeoutMs(), signal, send);
      this.#log.answered(call, now());
      return output;
    } catch (error) {
      if (signal.aborted) throw error;
      throw this.#failed(call, number, sentAtMs, error);
    }
  }

  #failed(call: Call, attempt: number, sentAtMs: number, error: unknown): CallError {
    const fault = classifyError(error, wallClock().getTime());
    if (fault.kind === 'throttled') {
      this.#rateLimiter.throttled(sentAtMs, fault.retryAfterMs);
      this.#log.throttled(call, now(), this.#rateLimiter.ratePerSecond, fault);
    } else if (fault.kind === 'not-found') {
      this.#log.answered(call, now());
    } else {
      this.#log.failed(call, now(), fault, attempt);
    }
    return new CallError(call, fault);
  }
}

/** Decorates the port: every call is rate limited, time limited and retried. Rejects with `CallError`. */
export function withRateLimit(api: StatusApi, caller: RateLimitedCaller): StatusApi {
  return {
    describe: (request, signal, { urgent = false } = {}) =>
      caller.call(
        { type: 'describe', operation: KINDS[request.kind].describe.operation, request, urgent },
        signal,
        (limited) => api.describe(request, limited),
      ),
    listPage: (query, signal, { urgent = false } = {}) =>
      caller.call(
        { type: 'list', operation: KINDS_WITH_LIST[query.kind].list.operation, urgent },
        signal,
        (limited) => api.listPage(query, limited),
      ),
  };
}
