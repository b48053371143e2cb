import { faultFrom } from '../calls/call-error.js';
import { isRetryable, type Fault } from '../calls/fault.js';
import type { StatusApi } from '../calls/status-api.js';
import { KINDS } from '../requests/kinds.js';
import { now } from '../util/clock.js';
import type { Entry } from './entry.js';
import type { Observation } from './observation.js';

/** So many denied in a row, and none answered in between: it is not about one request. */
const DENIED_FOR_ALL = 3;

/** What came of a describe. */
export type Described =
  /** The service's word, or that it will give none about this request. */
  | { readonly type: 'told'; readonly observation: Observation }
  /** The service will tell nobody anything. */
  | { readonly type: 'told-all'; readonly observation: Observation }
  /** Nothing this time. */
  | { readonly type: 'passing' }
  /** It was cancelled, or made anew. */
  | { readonly type: 'cancelled' };

/** Describes requests, one call a request at a time. */
export class Describer {
  readonly #api: StatusApi;
  #underWay = 0;
  #deniedInARow = 0;

  constructor(api: StatusApi) {
    this.#api = api;
  }

  /** How many calls are under way. */
  get underWay(): number {
    return this.#underWay;
  }

  async describe(entry: Entry): Promise<Described> {
    const signal = entry.beginDescribe(now());
    const urgent = entry.lastPoll;
    this.#underWay += 1;
    try {
      const { reading, response } = await this.#api.describe(entry.ref, signal, { urgent });
      if (!entry.endDescribe(signal)) return { type: 'cancelled' };
      this.#deniedInARow = 0;
      return { type: 'told', observation: { type: 'reading', reading, response } };
    } catch (error) {
      if (!entry.endDescribe(signal)) return { type: 'cancelled' };
      return this.#failed(entry, faultFrom(error));
    } finally {
      this.#underWay -= 1;
    }
  }

  #failed({ ref }: Entry, fault: Fault): Described {
    if (isRetryable(fault)) return { type: 'passing' };
    if (fault.kind === 'not-found') {
      return { type: 'told', observation: { type: 'not-found', fault } };
    }
    const operation = KINDS[ref.kind].describe;
    return {
      type: this.#isAboutCaller(fault) ? 'told-all' : 'told',
      observation: { type: 'refused', operation, fault },
    };
  }

  /** What is wrong with one request says nothing of the others; what is wrong with the caller does. */
  #isAboutCaller({ kind }: Fault): boolean {
    if (kind === 'denied') this.#deniedInARow += 1;
    const denied = this.#deniedInARow >= DENIED_FOR_ALL;
    return denied || kind === 'credentials' || kind === 'region' || kind === 'kms';
  }
}
