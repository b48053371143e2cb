import { escapeControlChars } from '../../engine/util/escape-control-chars.js';
import { now, wallClock } from '../../engine/util/clock.js';
import type { StateFailingEvent, StateRecoveredEvent } from '../watcher-event.js';
import type { WatcherSnapshot } from '../watcher-interface.js';
import type { WriteListener } from './write-batcher.js';

/** Whether the state can be written: tells when that fails, each time, and when it is over. */
export class StateHealth implements WriteListener {
  readonly #emit: (event: StateFailingEvent | StateRecoveredEvent) => void;
  #failing:
    | { readonly since: Date; readonly sinceMs: number; readonly message: string }
    | undefined;

  constructor(emit: (event: StateFailingEvent | StateRecoveredEvent) => void) {
    this.#emit = emit;
  }

  /** Present while the state cannot be written. */
  get trouble(): WatcherSnapshot['stateProblem'] {
    if (this.#failing === undefined) return undefined;
    const { since, message } = this.#failing;
    return { since, message };
  }

  readonly onFailure = (error: unknown): void => {
    const message = escapeControlChars(error instanceof Error ? error.message : String(error));
    const at = wallClock();
    this.#failing = { since: at, sinceMs: now(), ...this.#failing, message };
    this.#emit({ type: 'state-failing', at, message });
  };

  readonly onSuccess = (): void => {
    if (this.#failing === undefined) return;
    const afterMs = Math.round(now() - this.#failing.sinceMs);
    this.#failing = undefined;
    this.#emit({ type: 'state-recovered', at: wallClock(), afterMs });
  };
}
