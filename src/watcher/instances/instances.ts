import { outrightRefusal } from './instance-health.js';
import type { Problem } from './instance-problem.js';
import type { InstanceWatch } from './instance-watch.js';
import type { InFlightRequest, InstanceSnapshot } from '../watcher-interface.js';

/** All instances of a watcher. They are watched independently. */
export class Instances {
  readonly #watches: readonly InstanceWatch[];
  #running: Promise<unknown> = Promise.resolve();

  constructor(watches: readonly InstanceWatch[]) {
    this.#watches = watches;
  }

  /**
   * Watches until `signal` is aborted. Resolves after the first contact with each instance.
   *
   * @returns the problem, if AWS refuses all instances
   */
  async start(signal: AbortSignal): Promise<Problem | undefined> {
    this.#running = Promise.all(this.#watches.map((each) => each.run(signal)));
    const met = Promise.all(this.#watches.map(({ firstContact }) => firstContact));
    return outrightRefusal(await Promise.race([met, this.#running.then(() => [])]));
  }

  /** Resolves when all watches have ended. */
  async ended(): Promise<void> {
    await this.#running;
  }

  snapshot(): readonly InstanceSnapshot[] {
    return this.#watches.map((instance) => instance.snapshot());
  }

  /** Oldest first. */
  inFlight(): readonly InFlightRequest[] {
    return this.#watches
      .flatMap((instance) => instance.inFlight())
      .toSorted((one, other) => beginOf(one) - beginOf(other));
  }
}

function beginOf({ createdDate, discoveredAt }: InFlightRequest): number {
  return (createdDate ?? discoveredAt).getTime();
}
