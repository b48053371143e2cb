/**
 * Events as an async iterator, which buffers them while its consumer is busy. It keeps only the newest of the
 * unread events with the same `coalesceKey`, so the buffer grows with the number of requests, not with time.
 */
export class EventStream<Event> implements AsyncIterableIterator<Event, undefined, undefined> {
  readonly #buffer = new Map<unknown, Event>();
  readonly #coalesceKey: (event: Event) => string | undefined;
  readonly #onReturn: () => void;
  #waiting: ((result: IteratorResult<Event, undefined>) => void)[] = [];
  #ended = false;

  /**
   * @param coalesceKey the key under which an event replaces an unread earlier one
   * @param onReturn called once when the stream has ended or its consumer stops reading
   */
  constructor(coalesceKey: (event: Event) => string | undefined, onReturn: () => void) {
    this.#coalesceKey = coalesceKey;
    this.#onReturn = onReturn;
  }

  push(event: Event): void {
    if (this.#ended) return;
    const waiting = this.#waiting.shift();
    if (waiting) {
      waiting({ done: false, value: event });
      return;
    }
    const key = this.#coalesceKey(event) ?? event;
    this.#buffer.delete(key);
    this.#buffer.set(key, event);
  }

  /** Ends the stream after the buffered events. */
  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#onReturn();
    for (const waiting of this.#waiting) waiting({ done: true, value: undefined });
    this.#waiting = [];
  }

  next(): Promise<IteratorResult<Event, undefined>> {
    for (const [key, value] of this.#buffer) {
      this.#buffer.delete(key);
      return Promise.resolve({ done: false, value });
    }
    if (this.#ended) return Promise.resolve({ done: true, value: undefined });
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  return(): Promise<IteratorResult<Event, undefined>> {
    this.#buffer.clear();
    this.end();
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
