import { expect, it } from 'vitest';
import { createWatcher } from '../../../../src/watcher/watcher.js';
import type { Watcher } from '../../../../src/watcher/watcher-interface.js';
import { passTimeUntil, useVirtualTime } from '../../../support/virtual-time.js';
import { createWorld, startMany, type World } from '../../../support/world.js';
import { recordingSink, type RecordingSink } from '../../../watcher/support.js';
import { FakeRun, planOf } from './support.js';

useVirtualTime();

const plan = planOf({ instances: [{ name: 'a' }] });

/** A run of the command with an emulator, and its watchers in order. */
function watchedRun({ client, emulator }: World): {
  readonly run: FakeRun;
  readonly watchers: Watcher[];
  readonly sink: RecordingSink;
} {
  const run = new FakeRun();
  const watchers: Watcher[] = [];
  const sink = recordingSink({ receives: 'terminal' });
  run.createWatcher = (options) => {
    const instances = [{ name: 'a', client, instanceArn: emulator.instanceArn }];
    const watcher = createWatcher({ ...options, instances, sinks: [sink] });
    watchers.push(watcher);
    return watcher;
  };
  return { run, watchers, sink };
}

it('a SIGHUP while credentials are expired does not end the command: the new watcher keeps retrying', async () => {
  const world = createWorld();
  const { run, watchers, sink } = watchedRun(world);
  run.load = () => Promise.resolve(plan);
  const code = run.run(plan);
  await passTimeUntil(run.reached('watching'));

  const end = world.emulator.addFault({ fault: 'expired-token' });
  run.hangUp();
  await passTimeUntil(run.reached('the instance cannot be watched, retrying'));
  const [, second] = watchers;
  expect(second?.snapshot()).toMatchObject({
    phase: 'running',
    instances: [{ problem: { fault: 'credentials' } }],
  });

  end();
  const recovered = new Promise<void>((resolve) => {
    second?.once('instance-recovered', () => resolve());
  });
  await passTimeUntil(recovered);
  const [ref] = startMany(world, 1, { durationMs: 1_000 });
  const ended = new Promise<void>((resolve) => second?.once('delivered', () => resolve()));
  await passTimeUntil(ended);
  expect(sink.received.map(({ requestId }) => requestId)).toEqual([ref?.requestId]);

  run.signal('SIGTERM');
  await passTimeUntil(code);
  expect(await code).toBe(0);
  expect(watchers.length).toBe(2);
});

it('keeps retrying with the old configuration if the new one does not work', async () => {
  const world = createWorld();
  const { run, watchers } = watchedRun(world);
  run.load = () => Promise.resolve(planOf({ instances: [{ name: 'b' }] }));
  const code = run.run(plan);
  await passTimeUntil(run.reached('watching'));
  world.emulator.addFault({ fault: 'expired-token' });
  const makeWatcher = run.createWatcher;
  run.createWatcher = (options) => {
    const watcher = makeWatcher?.(options) ?? createWatcher(options);
    if (watchers.length > 2) return watcher;
    return Object.assign(watcher, { start: () => Promise.reject(new Error('no such folder')) });
  };
  run.hangUp();
  await passTimeUntil(run.reached('the instance cannot be watched, retrying'));
  expect(watchers.length).toBe(3);
  expect(watchers[2]?.snapshot().phase).toBe('running');
  run.signal('SIGTERM');
  await passTimeUntil(code);
  expect(await code).toBe(0);
});

it('still exits when every instance is refused at the first start', async () => {
  const world = createWorld();
  world.emulator.addFault({ fault: 'expired-token' });
  const { run, watchers } = watchedRun(world);
  const code = run.run(plan);
  const refused = expect(code).rejects.toMatchObject({ code: 'CREDENTIALS' });
  await passTimeUntil(code.catch(() => undefined));
  await refused;
  expect(watchers.map((watcher) => watcher.snapshot().phase)).toEqual(['stopped']);
});
