import { describe, expect, it } from 'vitest';
import { AccessDeniedError, StateError } from '../../../../src/engine/results/errors.js';
import { FakeRun, planOf } from './support.js';

const a = planOf({ instances: [{ name: 'a' }], listen: '9464' });
const b = planOf({ instances: [{ name: 'b' }], listen: '9464' });
const elsewhere = planOf({ instances: [{ name: 'b' }], listen: '9465' });

const WRONG = 'the new configuration is invalid, keeping the old one';

describe('runWatch', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    'serves, starts, stops at %s while it still serves, and ends with 0',
    async (signal) => {
      const run = new FakeRun();
      const code = run.run(a);
      await run.reached('watching');
      run.signal(signal);
      expect(await code).toBe(0);
      expect(run.steps).toEqual(['serve 9464', 'start a', 'stopped a', 'close 9464']);
      expect(run.logs.map(({ message }) => message)).toEqual([
        'starting to watch',
        'watching',
        'stopping, finishing deliveries for at most 10 s',
      ]);
      expect(run.logs.at(-1)?.fields).toEqual({ reason: `interrupted by ${signal}` });
      expect(run.hearsHangups).toBe(false);
    },
  );

  it('logs the instances and sinks, without secrets', async () => {
    const run = new FakeRun();
    const url = 'https://example.com/token';
    const code = run.run(planOf({ sinks: [{ type: 'webhook', url }] }));
    await run.reached('watching');
    run.signal('SIGTERM');
    await code;
    expect(run.logs).toContainEqual({
      level: 'info',
      message: 'starting to watch',
      fields: { instances: ['default'], sinks: ['webhook: https://example.com'], state: '/state' },
    });
    expect(run.logs).toContainEqual({
      level: 'warn',
      message: 'without a secret, the receiver cannot verify the sender of the events',
      fields: { sink: 'webhook' },
    });
    expect(JSON.stringify(run.logs)).not.toContain('token');
  });

  it('warns about a webhook over http: to another machine', async () => {
    const run = new FakeRun();
    const sinks = ['http://127.0.0.1:1/token', 'http://[::1]/', 'http://hooks.test/token'].map(
      (url, index) => ({ type: 'webhook', name: `hook-${index}`, url }),
    );
    const code = run.run(planOf({ sinks }));
    await run.reached('watching');
    run.signal('SIGTERM');
    await code;
    const message = 'over http:, anyone on the network path can read and replay the events';
    expect(run.logs.filter((line) => line.message === message)).toEqual([
      { level: 'warn', message, fields: { sink: 'hook-2', to: 'http://hooks.test' } },
    ]);
    expect(JSON.stringify(run.logs)).not.toContain('token');
  });

  it.each([
    new AccessDeniedError('Denied.', { action: 'sso:ListInstances' }),
    new StateError('In use.', 'locked'),
  ])('closes everything if it cannot start, and reports the reason: $name', async (error) => {
    const run = new FakeRun();
    run.onStart = async () => {
      throw error;
    };
    await expect(run.run(a)).rejects.toBe(error);
    expect(run.steps).toEqual(['serve 9464', 'start a', 'stopped a', 'close 9464']);
    expect(run.hearsHangups).toBe(false);
  });

  it('names the flag if it cannot listen, and starts nothing', async () => {
    const run = new FakeRun();
    run.onServe = () => {
      throw new Error('something else uses it.');
    };
    await expect(run.run(a)).rejects.toThrow(
      'Cannot serve on 127.0.0.1, port 9464 (--listen). something else uses it.',
    );
    expect(run.steps).toEqual([]);
  });

  it('can be stopped during a start', async () => {
    const run = new FakeRun();
    run.onStart = () => new Promise(() => {});
    const code = run.run(a);
    await run.reached('start a');
    run.signal('SIGTERM');
    expect(await code).toBe(0);
    expect(run.steps.slice(2)).toEqual(['stopped a', 'close 9464']);
    expect(run.stopOptions).toEqual([{}]);
  });

  it('stops, and ends with 141, when the reader of the output closes it', async () => {
    const run = new FakeRun();
    const code = run.run(a);
    await run.reached('watching');
    run.interruption.outputClosed(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
    expect(await code).toBe(141);
    expect(run.steps).toContain('stopped a');
    expect(run.stopOptions).toEqual([{ drainTimeoutMs: 0 }]);
  });

  it('reports that the state could not be saved', async () => {
    const run = new FakeRun();
    const error = new StateError('The disk is full.', 'unavailable');
    run.onStop = () => Promise.reject(error);
    const code = run.run(a);
    await run.reached('watching');
    run.signal('SIGTERM');
    await expect(code).rejects.toBe(error);
    expect(run.steps.at(-1)).toBe('close 9464');
  });
});

describe('a SIGHUP', () => {
  it('without a config file has no effect', async () => {
    const run = new FakeRun();
    const code = run.run(a, false);
    await run.reached('watching');
    run.hangUp();
    await run.reached('SIGHUP: there is no --config to reload');
    run.signal('SIGTERM');
    expect(await code).toBe(0);
    expect(run.steps).toEqual(['serve 9464', 'start a', 'stopped a', 'close 9464']);
  });

  it('with an invalid configuration has no effect', async () => {
    const run = new FakeRun();
    run.load = () => Promise.reject(new Error('kinds must be\nan array'));
    const code = run.run(a);
    await run.reached('watching');
    run.hangUp();
    await run.reached(WRONG);
    expect(run.logs.at(-1)).toMatchObject({
      level: 'error',
      fields: { reason: 'kinds must be\\u000aan array' },
    });
    run.signal('SIGTERM');
    expect(await code).toBe(0);
    expect(run.steps).toEqual(['serve 9464', 'start a', 'stopped a', 'close 9464']);
  });

  it('stops the old watcher before the new one starts, at the same address', async () => {
    const run = new FakeRun();
    run.load = () => Promise.resolve(b);
    const code = run.run(a);
    await run.reached('watching');
    run.hangUp();
    await run.reached('start b');
    run.signal('SIGTERM');
    expect(await code).toBe(0);
    expect(run.steps).toEqual([
      'serve 9464',
      'start a',
      'stopped a',
      'close 9464',
      'serve 9464',
      'start b',
      'stopped b',
      'close 9464',
    ]);
  });

  it('keeps the port that the system selected', async () => {
    const run = new FakeRun();
    const ports: number[] = [];
    run.onServe = (port) => ports.push(port);
    run.load = async () => planOf({ instances: [{ name: 'b' }], listen: '0' });
    const code = run.run(planOf({ instances: [{ name: 'a' }], listen: '0' }));
    await run.reached('watching');
    run.hangUp();
    await run.reached('start b');
    run.signal('SIGTERM');
    await code;
    expect(ports).toEqual([0, 50_000]);
  });

  it('listens on a new address before it frees the old one', async () => {
    const run = new FakeRun();
    run.load = () => Promise.resolve(elsewhere);
    const code = run.run(a);
    await run.reached('watching');
    run.hangUp();
    await run.reached('start b');
    run.signal('SIGTERM');
    await code;
    expect(run.steps.slice(2, 6)).toEqual(['serve 9465', 'stopped a', 'close 9464', 'start b']);
  });

  it('has no effect if the new address is in use', async () => {
    const run = new FakeRun();
    run.load = () => Promise.resolve(elsewhere);
    run.onServe = (port) => {
      if (port === 9_465) throw new Error('in use');
    };
    const code = run.run(a);
    await run.reached('watching');
    run.hangUp();
    await run.reached(WRONG);
    run.signal('SIGTERM');
    expect(await code).toBe(0);
    expect(run.steps).toEqual(['serve 9464', 'start a', 'stopped a', 'close 9464']);
  });

  it('returns to the old configuration if the new one does not start', async () => {
    const run = new FakeRun();
    run.load = () => Promise.resolve(elsewhere);
    const code = run.run(a);
    await run.reached('watching');
    run.onStart = (name) =>
      name === 'b' ? Promise.reject(new Error('denied')) : Promise.resolve();
    run.hangUp();
    await run.reached('the new configuration does not work, returning to the old one');
    await run.reached('serve 9464');
    while (run.steps.filter((step) => step === 'start a').length < 2) await Promise.resolve();
    run.signal('SIGTERM');
    expect(await code).toBe(0);
    expect(run.steps.slice(2)).toEqual([
      'serve 9465',
      'stopped a',
      'close 9464',
      'start b',
      'stopped b',
      'close 9465',
      'serve 9464',
      'start a',
      'stopped a',
      'close 9464',
    ]);
  });

  it('starts no new watcher if a signal arrives while the old one stops', async () => {
    const run = new FakeRun();
    run.load = () => Promise.resolve(elsewhere);
    run.onStop = async () => run.signal('SIGTERM');
    const code = run.run(a);
    await run.reached('watching');
    run.hangUp();
    expect(await code).toBe(0);
    expect(run.steps.slice(2)).toEqual(['serve 9465', 'stopped a', 'close 9464', 'close 9465']);
  });

  it('counts once while the configuration is being read, and again afterwards', async () => {
    const run = new FakeRun();
    let loads = 0;
    run.load = async () => {
      loads += 1;
      if (loads === 1) for (const _ of [1, 2, 3]) run.hangUp();
      if (loads === 2) run.signal('SIGTERM');
      throw new Error('wrong');
    };
    const code = run.run(a);
    await run.reached('watching');
    run.hangUp();
    expect(await code).toBe(0);
    expect(loads).toBe(2);
  });
});
