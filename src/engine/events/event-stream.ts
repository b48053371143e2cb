/**
 * Events as an async iterator: buffers what comes while its consumer is busy and loses nothing that
 * counts. Of events that merely renew an earlier one (the same `renews` key), only the newest is
 * kept, so the buffer grows with the number of requests, not with time.
 */
export class EventStream<Event> implements AsyncIterableIterator<Event, undefined, undefined> {
  readonly #buffer = new Map<unknown, Event>();
  readonly #renews: (event: Event) => string | undefined;
  readonly #onReturn: () => void;
  #waiting: ((result: IteratorResult<Event, undefined>) => void)[] = [];
  #ended = false;

  /**
   * @param renews the key under which an event replaces an earlier one that was not read yet
   * @param onReturn called once when the stream has ended or its consumer leaves
   */
  constructor(renews: (event: Event) => string | undefined, onReturn: () => void) {
    this.#renews = renews;
    this.#onReturn = onReturn;
  }

  push(event: Event): void {
    if (this.#ended) return;
    const waiting = this.#waiting.shift();
    if (waiting) {
      waiting({ done: false, value: event });
      return;
    }
    const key = this.#renews(event) ?? event;
    this.#buffer.delete(key);
    this.#buffer.set(key, event);
  }

  /** No more will come; what is buffered can still be read. */
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
