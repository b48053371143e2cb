import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, expect, it } from 'vitest';
import * as v from 'valibot';
import { readWatchFile } from '../../../../src/cli/config/watch-file.js';
import { makeWatcher, type WatchParts } from '../../../../src/cli/commands/watch/make-watcher.js';
import { partsOf } from '../../../../src/cli/commands/watch/parts.js';
import { summaryOf } from '../../../../src/cli/commands/watch/watch-plan.js';
import { setting } from '../../../../src/engine/options/setting.js';
import { createMemoryStore } from '../../../../src/watcher/store/memory-store.js';
import { createWatcher } from '../../../../src/watcher/watcher.js';
import { defineSinkType, sinkSettings } from '../../../../src/watcher/sinks/sink-type.js';
import { SINK_TYPES } from '../../../../src/watcher/sinks/sink-types.js';
import { passTime, passTimeUntil, useVirtualTime } from '../../../support/virtual-time.js';
import { createWorld } from '../../../support/world.js';
import { planOf } from './support.js';

const published: string[] = [];

const queueSinkType = defineSinkType({
  usesStdout: false,
  settings: () =>
    sinkSettings('queue', { topic: setting(v.string('the name of a topic'), 'The topic.') }),
  sources: () => [],
  plan: (settings) => settings,
  create: ({ name, topic = 'events' }) => ({
    name,
    deliver: (event) => {
      published.push(`${topic}: ${event.type}`);
      return Promise.resolve({ type: 'delivered' });
    },
  }),
  describe: ({ topic = 'events' }) => `topic ${topic}`,
  warnings: () => [],
});

beforeEach(() => {
  published.length = 0;
  SINK_TYPES.set('queue', queueSinkType);
});
afterEach(() => {
  SINK_TYPES.delete('queue');
});
useVirtualTime();

const SILENT = { debug() {}, info() {}, warn() {}, error() {} };
const FILE = { sinks: [{ type: 'queue', topic: 'access' }] };

it('delivers events to a sink of a registered type in a config file', async () => {
  const { emulator, client } = createWorld();
  const plan = planOf(FILE);
  expect(summaryOf(plan)).toMatchObject({ sinks: ['queue: topic access'] });
  const parts: WatchParts = {
    ...partsOf({ terminal: { outStream: new PassThrough() }, env: {}, version: '0.0.0' }),
    createStore: createMemoryStore,
    createWatcher: (options) =>
      createWatcher({ ...options, instances: [{ client, instanceArn: emulator.instanceArn }] }),
  };
  const watcher = makeWatcher(plan, parts, SILENT);
  await passTimeUntil(watcher.start());
  emulator.startRequest({ kind: 'permission-set-provisioning', durationMs: 60_000 });
  await passTime(120_000);
  await passTimeUntil(watcher.stop());
  expect(published).toEqual(['access: discovered', 'access: succeeded']);
});

it('checks the settings of a registered type', () => {
  const sinks = [{ type: 'queue', topics: 'access' }];
  expect(() => readWatchFile({ sinks })).toThrow(
    'sinks[0].topics is not known. Did you mean topic?',
  );
});
