import type { EmulatedCall } from 'sso-admin-waiter/emulator';
import type { Storm } from './scenario.js';
import { RIVAL_OPERATION } from './weather.js';

/** How many calls there were, and how many of them were throttled. */
export interface CallCount {
  readonly calls: number;
  readonly throttled: number;
}

/** Counts calls at the service's door: repetitions by the SDK are calls like any other. */
export class CallBook {
  own: CallCount = { calls: 0, throttled: 0 };
  rivals: CallCount = { calls: 0, throttled: 0 };
  /** Own calls while the storm lasted. */
  stormy: CallCount = { calls: 0, throttled: 0 };
  readonly #storm: Storm | undefined;

  constructor(storm: Storm | undefined) {
    this.#storm = storm;
  }

  note({ atMs, operation, outcome }: EmulatedCall): void {
    const throttled = outcome === 'ThrottlingException';
    if (operation === RIVAL_OPERATION) {
      this.rivals = counted(this.rivals, throttled);
      return;
    }
    this.own = counted(this.own, throttled);
    if (this.#storm && atMs >= this.#storm.fromMs && atMs < this.#storm.untilMs) {
      this.stormy = counted(this.stormy, throttled);
    }
  }
}

function counted({ calls, throttled }: CallCount, isThrottled: boolean): CallCount {
  return { calls: calls + 1, throttled: throttled + (isThrottled ? 1 : 0) };
}
