import type { EmulatorOptions } from '../../src/emulator/index.js';
import type { Delivery, Sink } from '../../src/watcher/delivery/sink.js';
import type { WatcherOptions } from '../../src/watcher/watcher-options.js';
import type { RequestEvent } from '../../src/watcher/request-event.js';
import { createMemoryStore } from '../../src/watcher/store/memory-store.js';
import type { StateStore } from '../../src/watcher/store/store.js';
import type { WatcherEvent } from '../../src/watcher/watcher-event.js';
import { createWatcher } from '../../src/watcher/watcher.js';
import type { Watcher } from '../../src/watcher/watcher-interface.js';
import { createWorld, type World } from '../support/world.js';

/** A sink that records its events. `answer` returns the result of each attempt. */
export interface RecordingSink extends Sink {
  readonly received: RequestEvent[];
  answer: (event: RequestEvent) => Delivery | Promise<Delivery>;
}

export function recordingSink(options: Partial<Sink> = {}): RecordingSink {
  const received: RequestEvent[] = [];
  const sink: RecordingSink = {
    name: 'recording',
    ...options,
    received,
    answer: () => ({ type: 'delivered' }),
    deliver: async (event) => {
      const delivery = await sink.answer(event);
      if (delivery.type === 'delivered') received.push(event);
      return delivery;
    },
  };
  return sink;
}

/** A watcher of an emulator in this process, and what it emits. */
export interface WatchedWorld extends World {
  readonly watcher: Watcher;
  readonly events: WatcherEvent[];
  readonly sink: RecordingSink;
  readonly store: StateStore;
  /** Another watcher of the same emulator, which continues with the same state. */
  again(options?: Partial<WatcherOptions>): WatchedWorld;
}

export function watchWorld(
  world: World = createWorld(),
  options: Partial<WatcherOptions> = {},
  store: StateStore = createMemoryStore(),
): WatchedWorld {
  const sink = recordingSink();
  const { client, emulator } = world;
  const watcher = createWatcher({
    instances: [{ client, instanceArn: emulator.instanceArn }],
    sinks: [sink],
    state: store,
    ...options,
  });
  const events: WatcherEvent[] = [];
  watcher.on('*', (event) => events.push(event));
  const again = (more: Partial<WatcherOptions> = {}) =>
    watchWorld(world, { ...options, ...more }, store);
  return { ...world, watcher, events, sink, store, again };
}

export function watchEmulator(
  emulator: EmulatorOptions = {},
  options: Partial<WatcherOptions> = {},
): WatchedWorld {
  return watchWorld(createWorld(emulator), options);
}

/** The events of some types, in order. */
export function eventsOf<Type extends WatcherEvent['type']>(
  events: readonly WatcherEvent[],
  ...types: readonly Type[]
): Extract<WatcherEvent, { readonly type: Type }>[] {
  const isOne = (event: WatcherEvent): event is Extract<WatcherEvent, { readonly type: Type }> =>
    types.some((type) => type === event.type);
  return events.filter(isOne);
}
