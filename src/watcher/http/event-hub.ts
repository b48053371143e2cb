import type { Writable } from 'node:stream';
import { now, startTimer, wallClock } from '../../engine/util/clock.js';
import type { WatcherView } from '../telemetry/watcher-view.js';

/** The shortest pause between two states. */
const TICK_MS = 1_000;
/** The longest pause between two reads of the state. It can become stale without an event. */
const REFRESH_MS = 5_000;
/** A client gets a heartbeat after this time without a state. */
const HEARTBEAT_MS = 10_000;
/** A client that reads nothing for this long is disconnected. */
const STUCK_MS = 30_000;

interface Client {
  readonly stream: Writable;
  /** The last state that was sent. */
  sent: string | undefined;
  sentMs: number;
  /** When the client stopped reading, in monotonic milliseconds. */
  stuckMs: number | undefined;
}

/**
 * Sends the state to all clients as server-sent events: at once when a client connects, then when the state
 * has changed, at most once a second. Slow clients skip states, so only the last state of each client is kept.
 * Without clients the hub does nothing.
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
   * @param limit maximum number of clients
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
    // A browser reconnects after this pause.
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
      // The page cannot see comments. The event shows that the connection still works.
      stream.write(`event: heartbeat\ndata: {"at":${at}}\n\n`);
    }
  }
}
