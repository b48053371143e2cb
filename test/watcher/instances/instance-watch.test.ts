import { expect, it, vi } from 'vitest';
import { InstanceClaims } from '../../../src/watcher/instances/instance-claims.js';
import { InstanceWatch } from '../../../src/watcher/instances/instance-watch.js';
import { createMemoryStore } from '../../../src/watcher/store/memory-store.js';
import { passTime, useVirtualTime } from '../../support/virtual-time.js';

useVirtualTime();

it('leaves nothing behind after a session that could not begin', async () => {
  let tries = 0;
  const instance = {
    name: 'prod',
    get client(): never {
      tries += 1;
      throw new Error('no client');
    },
  };
  const watch = new InstanceWatch({
    instance,
    kinds: ['account-assignment-creation'],
    calls: { maxTps: 5, callTimeoutMs: 5_000 },
    maxSweepDelayMs: 30_000,
    sinceMs: 0,
    claims: new InstanceClaims(),
    store: createMemoryStore(),
    recorder: { record: () => Promise.resolve(), commit: () => Promise.resolve() },
    emit: () => undefined,
  });
  const stopping = new AbortController();
  const ended = watch.run(stopping.signal);
  await passTime(60_000);
  expect(tries).toBeGreaterThan(3);
  expect(watch.snapshot()).toMatchObject({ problem: { fault: 'other', message: 'no client' } });
  const abort = vi.spyOn(AbortController.prototype, 'abort');
  stopping.abort();
  await ended;
  expect(abort).toHaveBeenCalledTimes(1);
  expect(vi.getTimerCount()).toBe(0);
});
