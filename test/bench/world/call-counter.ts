import type { EmulatedCall } from 'sso-admin-waiter/emulator';
import type { Storm } from './scenario.js';
import { RIVAL_OPERATION } from './weather.js';

/** How many calls there were, and how many of them were throttled. */
export interface CallCount {
  readonly calls: number;
  readonly throttled: number;
}

/** Counts the calls that the service receives, including retries by the SDK. */
export class CallCounter {
  own: CallCount = { calls: 0, throttled: 0 };
  rivals: CallCount = { calls: 0, throttled: 0 };
  /** Own calls during the storm. */
  stormy: CallCount = { calls: 0, throttled: 0 };
  readonly #storm: Storm | undefined;

  constructor(storm: Storm | undefined) {
    this.#storm = storm;
  }

  count({ atMs, operation, outcome }: EmulatedCall): void {
    const throttled = outcome === 'ThrottlingException';
    if (operation === RIVAL_OPERATION) {
      this.rivals = added(this.rivals, throttled);
      return;
    }
    this.own = added(this.own, throttled);
    if (this.#storm && atMs >= this.#storm.fromMs && atMs < this.#storm.untilMs) {
      this.stormy = added(this.stormy, throttled);
    }
  }
}

function added({ calls, throttled }: CallCount, isThrottled: boolean): CallCount {
  return { calls: calls + 1, throttled: throttled + (isThrottled ? 1 : 0) };
}
