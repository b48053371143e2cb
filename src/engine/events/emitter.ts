/** A listener of one type of event, or of all with `*`. */
export type Listener<Event extends { readonly type: string }, Type extends Event['type'] | '*'> = (
  event: Type extends '*' ? Event : Extract<Event, { readonly type: Type }>,
) => void;

type AnyListener = (event: never) => unknown;

/**
 * A typed emitter over a union of events that narrows on `type`. A listener that throws, or rejects,
 * breaks nothing: neither the others nor the emitter; its error goes to `onListenerError`.
 * Subscribing has no other effect, and no event name is special.
 */
export class Emitter<Event extends { readonly type: string }> {
  readonly #listeners = new Map<string, Map<AnyListener, { readonly once: boolean }>>();
  readonly #onListenerError: (error: unknown, event: Event) => void;

  constructor(onListenerError: (error: unknown, event: Event) => void) {
    this.#onListenerError = onListenerError;
  }

  /** Adding a listener again does nothing. */
  on<Type extends Event['type'] | '*'>(type: Type, listener: Listener<Event, Type>): void {
    this.#add(type, listener, false);
  }

  once<Type extends Event['type'] | '*'>(type: Type, listener: Listener<Event, Type>): void {
    this.#add(type, listener, true);
  }

  off<Type extends Event['type'] | '*'>(type: Type, listener: Listener<Event, Type>): void {
    this.#listeners.get(type)?.delete(listener);
  }

  /** Whether anybody listens to that type of event. */
  hears(type: Event['type']): boolean {
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
      // The logger is a listener too: there is nobody left to tell.
    }
  }
}
