import type { Writable } from 'node:stream';
import { now, startTimer, wallClock } from '../../engine/util/clock.js';
import type { WatcherView } from '../telemetry/watcher-view.js';

/** How often at most a state is sent. */
const TICK_MS = 1_000;
/** How often the state is read even without an event, because it may have become stale. */
const REFRESH_MS = 5_000;
/** After this time without a state, a client gets a heartbeat. */
const HEARTBEAT_MS = 10_000;
/** A client that takes nothing for so long is dropped. */
const STUCK_MS = 30_000;

interface Client {
  readonly stream: Writable;
  /** The state that was sent last. */
  sent: string | undefined;
  sentMs: number;
  /** Since when it takes nothing. */
  stuckMs: number | undefined;
}

/**
 * Sends the state to all who listen, as server-sent events: at once when they come, then when it has
 * changed, at most once a second. One state replaces another, so a client that is slow skips some, and
 * nothing is held for it but what it was sent last. Without clients it does nothing.
 */
export class EventHub {
  readonly #watcher: WatcherView;
  readonly #compose: () => string;
  readonly #limit: number;
  readonly #clients = new Set<Client>();
  readonly #markChanged = () => {
    this.#changed = true;
  };
  #state = '';
  #composedMs = 0;
  #changed = false;
  #cancelTick: (() => void) | undefined;

  /**
   * @param compose the state as JSON on one line
   * @param limit how many clients at once
   */
  constructor(watcher: WatcherView, compose: () => string, limit: number) {
    this.#watcher = watcher;
    this.#compose = compose;
    this.#limit = limit;
  }

  get isFull(): boolean {
    return this.#clients.size >= this.#limit;
  }

  add(stream: Writable): void {
    if (this.#clients.size === 0) {
      this.#watcher.on('*', this.#markChanged);
      this.#tickLater();
    }
    const client: Client = { stream, sent: undefined, sentMs: now(), stuckMs: undefined };
    this.#clients.add(client);
    stream.on('error', () => this.#remove(client));
    stream.once('close', () => this.#remove(client));
    // Where the stream breaks, a browser tries again this soon.
    stream.write('retry: 2000\n\n');
    this.#refresh();
    this.#serve(client);
  }

  /** Ends all streams. */
  close(): void {
    for (const client of Array.from(this.#clients)) {
      this.#remove(client);
      client.stream.end();
    }
  }

  #remove(client: Client): void {
    if (!this.#clients.delete(client) || this.#clients.size > 0) return;
    this.#watcher.off('*', this.#markChanged);
    this.#cancelTick?.();
  }

  #tickLater(): void {
    this.#cancelTick = startTimer(TICK_MS, () => {
      this.#tickLater();
      if (this.#changed || now() - this.#composedMs >= REFRESH_MS) this.#refresh();
      for (const client of Array.from(this.#clients)) this.#serve(client);
    });
  }

  #refresh(): void {
    this.#changed = false;
    this.#composedMs = now();
    this.#state = this.#compose();
  }

  #serve(client: Client): void {
    const { stream } = client;
    if (stream.writableNeedDrain) {
      client.stuckMs ??= now();
      if (now() - client.stuckMs >= STUCK_MS) stream.destroy();
      return;
    }
    client.stuckMs = undefined;
    const at = wallClock().getTime();
    if (client.sent !== this.#state) {
      client.sent = this.#state;
      client.sentMs = now();
      stream.write(`event: state\ndata: {"at":${at},"state":${this.#state}}\n\n`);
    } else if (now() - client.sentMs >= HEARTBEAT_MS) {
      client.sentMs = now();
      // An event, because a page does not see comments. It distinguishes a quiet server from a lost one.
      stream.write(`event: heartbeat\ndata: {"at":${at}}\n\n`);
    }
  }
}
