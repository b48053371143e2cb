import { onAbort } from '../../engine/util/abortable.js';
import type { RequestEvent } from '../request-event.js';
import type { Delivery, Sink } from './sink.js';

/** How the names of iterators begin, which are sinks too. */
export const ITERATOR_PREFIX = 'iterator-';

type Result = IteratorResult<RequestEvent, undefined>;

/** What an iterator needs of the watcher. */
export interface IteratorParts {
  readonly name: string;
  /** Starts the watcher and the delivery to this sink, the first time that an event is asked for. */
  readonly open: (sink: Sink) => Promise<void>;
  /** Ends the delivery. */
  readonly close: () => Promise<void>;
  /** Ends the iteration. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * A sink that hands each event to whoever asks for the next one. An event counts as delivered when the
 * one after it is asked for, since only then is its consumer done with it; until then all others wait
 * in the state.
 */
export class EventIterator implements AsyncIterableIterator<RequestEvent, undefined, undefined> {
  readonly #parts: IteratorParts;
  #opened: Promise<void> | undefined;
  #ended = false;
  #failure: Error | undefined;
  #asking: ((result: Result | Promise<Result>) => void)[] = [];
  #offered: { readonly event: RequestEvent; readonly take: (taken: Delivery) => void } | undefined;
  #isHandedOver = false;
  #release: (() => void) | undefined;
  #interrupt: () => void = () => undefined;
  /** Resolves when the consumer wants no more, also while the watcher is still starting. */
  readonly #interrupted = new Promise<void>((resolve) => {
    this.#interrupt = resolve;
  });

  constructor(parts: IteratorParts) {
    this.#parts = parts;
    const { signal } = parts;
    if (signal?.aborted) this.end();
    else if (signal) this.#release = onAbort(signal, () => void this.return());
  }

  async next(): Promise<Result> {
    if (this.#ended) return this.#end();
    try {
      this.#opened ??= this.#parts.open({
        name: this.#parts.name,
        deliver: (event) => this.#offer(event),
      });
      await Promise.race([this.#opened, this.#interrupted]);
    } catch (error) {
      this.end();
      throw error;
    }
    // The watcher may have been stopped meanwhile.
    if (this.#ended) return this.#end();
    return new Promise((resolve) => {
      this.#asking.push(resolve);
      this.#advance();
    });
  }

  /** Ends the iteration with an error, for whoever asks next. */
  fail(error: Error): void {
    if (this.#ended) return;
    this.#failure = error;
    const asking = this.#asking.splice(0);
    void this.return();
    for (const resolve of asking) resolve(this.#end());
  }

  /** Ends the iteration; never rejects. */
  async return(): Promise<Result> {
    this.end();
    this.#interrupt();
    // What cannot be removed from the state now goes at the next start.
    await this.#opened?.then(() => this.#parts.close()).catch(() => undefined);
    return DONE;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** No more events will come. What is under way ends with the delivery to this sink. */
  end(): void {
    this.#ended = true;
    this.#release?.();
    for (const resolve of this.#asking.splice(0)) resolve(DONE);
  }

  async #end(): Promise<Result> {
    const failure = this.#failure;
    this.#failure = undefined;
    if (failure !== undefined) throw failure;
    return DONE;
  }

  #offer(event: RequestEvent): Promise<Delivery> {
    return new Promise((resolve) => {
      this.#offered = { event, take: resolve };
      this.#isHandedOver = false;
      this.#advance();
    });
  }

  #advance(): void {
    if (this.#ended || this.#offered === undefined || this.#asking.length === 0) return;
    const { event, take } = this.#offered;
    if (!this.#isHandedOver) {
      this.#isHandedOver = true;
      this.#asking.shift()?.({ done: false, value: event });
    }
    if (this.#asking.length === 0) return;
    this.#offered = undefined;
    take({ type: 'delivered' });
  }
}

const DONE: Result = { done: true, value: undefined };
