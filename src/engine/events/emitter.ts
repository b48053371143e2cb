import { EventStream } from './event-stream.js';

/** A listener of one type of event, or of all with `*`. */
export type Listener<Event extends { readonly type: string }, Type extends Event['type'] | '*'> = (
  event: Type extends '*' ? Event : Extract<Event, { readonly type: Type }>,
) => void;

type AnyListener = (event: never) => unknown;

/**
 * A typed emitter for a union of events that narrows on `type`. A listener that throws or rejects affects
 * neither other listeners nor the emitter; its error goes to `onListenerError`. Subscribing has no side
 * effect, and no event name is special.
 */
export class Emitter<Event extends { readonly type: string }> {
  readonly #listeners = new Map<string, Map<AnyListener, { readonly once: boolean }>>();
  readonly #onListenerError: (error: unknown, event: Event) => void;

  constructor(onListenerError: (error: unknown, event: Event) => void) {
    this.#onListenerError = onListenerError;
  }

  /** Adding the same listener again has no effect. */
  on<Type extends Event['type'] | '*'>(type: Type, listener: Listener<Event, Type>): void {
    this.#add(type, listener, false);
  }

  once<Type extends Event['type'] | '*'>(type: Type, listener: Listener<Event, Type>): void {
    this.#add(type, listener, true);
  }

  off<Type extends Event['type'] | '*'>(type: Type, listener: Listener<Event, Type>): void {
    this.#listeners.get(type)?.delete(listener);
  }

  /** Whether an event of that type has a listener. */
  hasListener(type: Event['type']): boolean {
    return [type, '*'].some((each) => (this.#listeners.get(each)?.size ?? 0) > 0);
  }

  emit(event: Event): void {
    this.#emitTo(event.type, event);
    this.#emitTo('*', event);
  }

  #add(type: string, listener: AnyListener, once: boolean): void {
    const listeners =
      this.#listeners.get(type) ?? new Map<AnyListener, { readonly once: boolean }>();
    this.#listeners.set(type, listeners);
    if (!listeners.has(listener)) listeners.set(listener, { once });
  }

  #emitTo(type: string, event: Event): void {
    const listeners = this.#listeners.get(type);
    if (listeners === undefined) return;
    for (const [listener, { once }] of Array.from(listeners)) {
      if (once) listeners.delete(listener);
      try {
        const result = listener(event as never);
        if (result instanceof Promise) {
          result.catch((error: unknown) => this.#listenerFailed(error, event));
        }
      } catch (error) {
        this.#listenerFailed(error, event);
      }
    }
  }

  #listenerFailed(error: unknown, event: Event): void {
    try {
      this.#onListenerError(error, event);
    } catch {
      // The logger threw too, so the error cannot be reported.
    }
  }
}

/** An emitter that also feeds async iterators, each with its own buffer. */
export class Feed<Event extends { readonly type: string }> extends Emitter<Event> {
  readonly #streams = new Set<EventStream<Event>>();
  readonly #coalesceKey: (event: Event) => string | undefined;

  /**
   * @param coalesceKey the key under which an event replaces an unread earlier one in a stream
   * @param onListenerError receives what a listener threw
   */
  constructor(
    coalesceKey: (event: Event) => string | undefined,
    onListenerError: (error: unknown, event: Event) => void,
  ) {
    super(onListenerError);
    this.#coalesceKey = coalesceKey;
  }

  override hasListener(type: Event['type']): boolean {
    return this.#streams.size > 0 || super.hasListener(type);
  }

  override emit(event: Event): void {
    for (const stream of this.#streams) stream.push(event);
    super.emit(event);
  }

  /** A stream of the events from now on. */
  stream(): EventStream<Event> {
    const stream = new EventStream<Event>(this.#coalesceKey, () => this.#streams.delete(stream));
    this.#streams.add(stream);
    return stream;
  }

  /** Ends all streams, once their consumers have read what is buffered. */
  endStreams(): void {
    for (const stream of Array.from(this.#streams)) stream.end();
  }
}
