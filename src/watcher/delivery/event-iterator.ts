import { onAbort } from '../../engine/util/abortable.js';
import type { RequestEvent } from '../request-event.js';
import type { Delivery, Sink } from './sink.js';

/** The prefix of the names of iterators, which are sinks too. */
export const ITERATOR_PREFIX = 'iterator-';

type Result = IteratorResult<RequestEvent, undefined>;

export interface IteratorDeps {
  readonly name: string;
  /** Starts the watcher and the delivery to this sink, at the first `next`. */
  readonly open: (sink: Sink) => Promise<void>;
  /** Ends the delivery. */
  readonly close: () => Promise<void>;
  /** Ends the iteration. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * A sink that returns each event from `next`. An event counts as delivered when the next one is requested,
 * because only then its consumer is done with it. Until then all others are pending in the state.
 */
export class EventIterator implements AsyncIterableIterator<RequestEvent, undefined, undefined> {
  readonly #deps: IteratorDeps;
  #opened: Promise<void> | undefined;
  #ended = false;
  #failure: Error | undefined;
  #waiting: ((result: Result | Promise<Result>) => void)[] = [];
  #offered: { readonly event: RequestEvent; readonly take: (taken: Delivery) => void } | undefined;
  #isHandedOver = false;
  #release: (() => void) | undefined;
  #interrupt: () => void = () => undefined;
  /** Resolves when the consumer stops, also while the watcher is starting. */
  readonly #interrupted = new Promise<void>((resolve) => {
    this.#interrupt = resolve;
  });

  constructor(deps: IteratorDeps) {
    this.#deps = deps;
    const { signal } = deps;
    if (signal?.aborted) this.end();
    else if (signal) this.#release = onAbort(signal, () => void this.return());
  }

  async next(): Promise<Result> {
    if (this.#ended) return this.#end();
    try {
      this.#opened ??= this.#deps.open({
        name: this.#deps.name,
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
      this.#waiting.push(resolve);
      this.#advance();
    });
  }

  /** Ends the iteration with an error. */
  fail(error: Error): void {
    if (this.#ended) return;
    this.#failure = error;
    const waiting = this.#waiting.splice(0);
    void this.return();
    for (const resolve of waiting) resolve(this.#end());
  }

  /** Ends the iteration; never rejects. */
  async return(): Promise<Result> {
    this.end();
    this.#interrupt();
    // Events that cannot be deleted now are deleted at the next start.
    await this.#opened?.then(() => this.#deps.close()).catch(() => undefined);
    return DONE;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** Ends the iteration. A delivery in flight ends when the sink is closed. */
  end(): void {
    this.#ended = true;
    this.#release?.();
    for (const resolve of this.#waiting.splice(0)) resolve(DONE);
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
    if (this.#ended || this.#offered === undefined || this.#waiting.length === 0) return;
    const { event, take } = this.#offered;
    if (!this.#isHandedOver) {
      this.#isHandedOver = true;
      this.#waiting.shift()?.({ done: false, value: event });
    }
    if (this.#waiting.length === 0) return;
    this.#offered = undefined;
    take({ type: 'delivered' });
  }
}

const DONE: Result = { done: true, value: undefined };
