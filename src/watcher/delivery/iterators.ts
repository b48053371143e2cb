import { StateError } from '../../engine/results/errors.js';
import type { Dispatcher } from './dispatcher.js';
import { EventIterator, ITERATOR_PREFIX } from './event-iterator.js';
import type { Sink } from './sink.js';

/** So many events wait at most for each, in memory where the state is. */
const MOST_WAITING = 100_000;

/** What iterators need of the watcher whose events they give. */
export interface IteratorHost {
  /** Opens the state. @throws {InvalidOptionError} when the watcher was stopped */
  readonly open: () => Promise<Dispatcher>;
  readonly start: () => Promise<void>;
  /** Absent while the state is not open, or is being closed. */
  readonly opened: () => Dispatcher | undefined;
}

/** The iterators over the events of a watcher: each is a sink, from the first event that it is asked for. */
export class Iterators {
  readonly #host: IteratorHost;
  readonly #mostWaiting: number;
  readonly #open = new Set<EventIterator>();
  #made = 0;
  #closed: Promise<unknown> = Promise.resolve();

  /** @param mostWaiting how many events may wait for each */
  constructor(host: IteratorHost, mostWaiting = MOST_WAITING) {
    this.#host = host;
    this.#mostWaiting = mostWaiting;
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

  /** No iterator gets more events. Resolves when those that were ended before are closed. */
  async end(): Promise<void> {
    for (const iterator of this.#open) iterator.end();
    await this.#closed;
  }

  async #begin(iterator: EventIterator, sink: Sink): Promise<void> {
    const dispatcher = await this.#host.open();
    const most = this.#mostWaiting;
    await dispatcher.open(sink, { most, onFull: () => iterator.fail(fellBehind(most)) });
    this.#open.add(iterator);
    await this.#host.start();
  }

  async #close(name: string): Promise<void> {
    const dispatcher = this.#host.opened();
    await dispatcher?.close(name);
    await dispatcher?.discard(`${name}!`);
  }
}

function fellBehind(most: number): StateError {
  const message = `The iteration over events fell behind: ${most} of them wait, and no more are kept for it. Ask for them sooner, or use a sink.`;
  return new StateError(message, 'full');
}
