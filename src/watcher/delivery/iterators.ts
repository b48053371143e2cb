import { StateError } from '../../engine/results/errors.js';
import type { Dispatcher } from './dispatcher.js';
import { EventIterator, ITERATOR_PREFIX } from './event-iterator.js';
import type { Sink } from './sink.js';

/** Maximum number of pending events of an iterator. */
const MAX_PENDING = 100_000;

/** The watcher, as far as iterators need it. */
export interface IteratorHost {
  /** Opens the state. @throws {InvalidOptionError} when the watcher was stopped */
  readonly open: () => Promise<Dispatcher>;
  readonly start: () => Promise<void>;
  /** `undefined` while the state is not open, or is being closed. */
  readonly opened: () => Dispatcher | undefined;
}

/** The iterators over the events of a watcher. Each becomes a sink with its first `next`. */
export class Iterators {
  readonly #host: IteratorHost;
  readonly #maxPending: number;
  readonly #open = new Set<EventIterator>();
  #made = 0;
  #closed: Promise<unknown> = Promise.resolve();

  /** @param maxPending maximum number of pending events of an iterator */
  constructor(host: IteratorHost, maxPending = MAX_PENDING) {
    this.#host = host;
    this.#maxPending = maxPending;
  }

  /** @param signal ends the iteration */
  make(signal: AbortSignal | undefined): EventIterator {
    this.#made += 1;
    const name = `${ITERATOR_PREFIX}${this.#made}`;
    const iterator: EventIterator = new EventIterator({
      name,
      open: (sink) => this.#begin(iterator, sink),
      close: () => {
        this.#open.delete(iterator);
        const closed = this.#close(name);
        this.#closed = Promise.allSettled([this.#closed, closed]);
        return closed;
      },
      signal,
    });
    return iterator;
  }

  /** Ends all iterators. Resolves when those that ended before are closed. */
  async end(): Promise<void> {
    for (const iterator of this.#open) iterator.end();
    await this.#closed;
  }

  async #begin(iterator: EventIterator, sink: Sink): Promise<void> {
    const dispatcher = await this.#host.open();
    const max = this.#maxPending;
    await dispatcher.open(sink, { max, onFull: () => iterator.fail(fellBehind(max)) });
    this.#open.add(iterator);
    await this.#host.start();
  }

  async #close(name: string): Promise<void> {
    const dispatcher = this.#host.opened();
    await dispatcher?.close(name);
    await dispatcher?.discard(`${name}!`);
  }
}

function fellBehind(max: number): StateError {
  const message = `The iteration over events fell behind: ${max} events are pending, which is the limit. Consume events faster, or use a sink.`;
  return new StateError(message, 'full');
}
