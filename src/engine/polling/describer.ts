import { faultFrom } from '../calls/call-error.js';
import { isRetryable, type Fault } from '../calls/fault.js';
import type { StatusApi } from '../calls/status-api.js';
import { KINDS } from '../requests/kinds.js';
import { now } from '../util/clock.js';
import type { Observation, PolledRequest } from './polled-request.js';

/** After this many denied describes in a row, the denial applies to all requests. */
const DENIALS_FOR_ALL = 3;

/** The result of a describe. */
export type DescribeResult =
  /** A result for the subscribers of this request. */
  | { readonly type: 'observed'; readonly observation: Observation }
  /** AWS refuses the caller, so the result applies to all requests. */
  | { readonly type: 'callerRefused'; readonly observation: Observation }
  /** It failed, and the poll is to be retried. */
  | { readonly type: 'retryable' }
  /** It was cancelled or replaced. */
  | { readonly type: 'cancelled' };

/** Describes requests, one call per request at a time. */
export class Describer {
  readonly #api: StatusApi;
  #inFlight = 0;
  #denialsInARow = 0;

  constructor(api: StatusApi) {
    this.#api = api;
  }

  /** How many calls are in flight. */
  get inFlight(): number {
    return this.#inFlight;
  }

  async describe(request: PolledRequest): Promise<DescribeResult> {
    const signal = request.beginDescribe(now());
    const urgent = request.isLastPoll;
    this.#inFlight += 1;
    try {
      const { reading, response } = await this.#api.describe(request.ref, signal, { urgent });
      if (!request.endDescribe(signal)) return { type: 'cancelled' };
      this.#denialsInARow = 0;
      return { type: 'observed', observation: { type: 'reading', reading, response } };
    } catch (error) {
      if (!request.endDescribe(signal)) return { type: 'cancelled' };
      return this.#failed(request, faultFrom(error));
    } finally {
      this.#inFlight -= 1;
    }
  }

  #failed({ ref }: PolledRequest, fault: Fault): DescribeResult {
    if (isRetryable(fault)) return { type: 'retryable' };
    if (fault.kind === 'not-found') {
      return { type: 'observed', observation: { type: 'not-found', fault } };
    }
    const operation = KINDS[ref.kind].describe.operation;
    return {
      type: this.#isAboutCaller(fault) ? 'callerRefused' : 'observed',
      observation: { type: 'refused', operation, fault },
    };
  }

  /** Whether the fault concerns the caller, and thus applies to all requests. */
  #isAboutCaller({ kind }: Fault): boolean {
    if (kind === 'denied') this.#denialsInARow += 1;
    const denied = this.#denialsInARow >= DENIALS_FOR_ALL;
    return denied || kind === 'credentials' || kind === 'region' || kind === 'kms';
  }
}
