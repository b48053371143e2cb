import { Emitter } from './emitter.js';
import { EventStream } from './event-stream.js';

/** Where events leave: to listeners at once, and to streams that their consumers read in their time. */
export class Feed<Event extends { readonly type: string }> extends Emitter<Event> {
  readonly #streams = new Set<EventStream<Event>>();
  readonly #renews: (event: Event) => string | undefined;

  /**
   * @param renews the key under which an event replaces an earlier one in a stream that was not read
   * @param onListenerError receives what a listener threw
   */
  constructor(
    renews: (event: Event) => string | undefined,
    onListenerError: (error: unknown, event: Event) => void,
  ) {
    super(onListenerError);
    this.#renews = renews;
  }

  override hears(type: Event['type']): boolean {
    return this.#streams.size > 0 || super.hears(type);
  }

  override emit(event: Event): void {
    for (const stream of this.#streams) stream.push(event);
    super.emit(event);
  }

  /** A stream of the events from now on. */
  stream(): EventStream<Event> {
    const stream = new EventStream<Event>(this.#renews, () => this.#streams.delete(stream));
    this.#streams.add(stream);
    return stream;
  }

  /** Ends all streams, once their consumers have read what is buffered. */
  endStreams(): void {
    for (const stream of Array.from(this.#streams)) stream.end();
  }
}
