import { vi } from 'vitest';
import { wallClock } from '../../../src/engine/util/clock.js';
import { Dispatcher } from '../../../src/watcher/delivery/dispatcher.js';
import type { SinkWorkerEvent } from '../../../src/watcher/delivery/sink-worker.js';
import type { Sink } from '../../../src/watcher/delivery/sink.js';
import { eventIdOf, type RequestEvent } from '../../../src/watcher/request-event.js';
import { WriteBatcher } from '../../../src/watcher/store/write-batcher.js';
import { createMemoryStore } from '../../../src/watcher/store/memory-store.js';
import type { StateStore } from '../../../src/watcher/store/store.js';

const INSTANCE_ARN = 'arn:aws:sso:::instance/ssoins-1234567890abcdef';

/** The events of a request whose id is derived from a number. */
export function eventOf(
  request: number,
  type: RequestEvent['type'] = 'succeeded',
  at = wallClock(),
): RequestEvent {
  const kind = 'permission-set-provisioning';
  const requestId = `00000000-0000-4000-8000-${String(request).padStart(12, '0')}`;
  const identity = { kind, instanceArn: INSTANCE_ARN, requestId } as const;
  const head = { ...identity, at };
  switch (type) {
    case 'discovered':
      return { ...head, type, status: 'IN_PROGRESS', id: eventIdOf(identity, 'IN_PROGRESS') };
    case 'succeeded':
      return { ...head, type, status: 'SUCCEEDED', id: eventIdOf(identity, 'SUCCEEDED') };
    case 'failed': {
      const id = eventIdOf(identity, 'FAILED');
      return { ...head, type, status: 'FAILED', id, category: 'other' };
    }
  }
}

/** The number of a request. */
export function numberOf({ requestId }: RequestEvent): number {
  return Number(requestId.slice(-12));
}

/** Sinks with their outboxes in a store, and the events about them. */
export interface Post {
  readonly dispatcher: Dispatcher;
  readonly batcher: WriteBatcher;
  readonly store: StateStore;
  readonly emitted: SinkWorkerEvent[];
  /** Stores an event and passes it to the sinks. */
  send(...events: RequestEvent[]): Promise<void>;
  close(): Promise<void>;
}

export async function openPost(
  sinks: readonly Sink[],
  {
    store = createMemoryStore(),
    maxDeliveryAgeMs = 24 * 3_600_000,
  }: { readonly store?: StateStore; readonly maxDeliveryAgeMs?: number } = {},
): Promise<Post> {
  await store.open();
  const emitted: SinkWorkerEvent[] = [];
  const batcher = new WriteBatcher(store);
  const emit = (event: SinkWorkerEvent) => void emitted.push(event);
  const dispatcher = new Dispatcher({ store, batcher, maxDeliveryAgeMs, emit });
  for (const sink of sinks) await dispatcher.open(sink);
  const send = async (event: RequestEvent) => {
    const { changes, send: deliver } = dispatcher.post(event);
    await batcher.commit(changes);
    deliver();
  };
  return {
    dispatcher,
    batcher,
    store,
    emitted,
    send: async (...events) => {
      await Promise.all(events.map(send));
    },
    close: async () => {
      await dispatcher.closeAll();
      await batcher.close();
      await store.close();
    },
  };
}

/** The content of a store, by key. */
export async function contentOf(store: StateStore, prefix = ''): Promise<Record<string, unknown>> {
  const entries = await store.list({ prefix });
  return Object.fromEntries(entries.map(({ key, value }) => [key, value]));
}

/** Advances virtual time from timer to timer. Much faster than `passTime`, but without real I/O. */
export async function skip(ms: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
}
