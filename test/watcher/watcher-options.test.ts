import { describe, expect, it } from 'vitest';
import { createEmulator } from '../../src/emulator/index.js';
import { InvalidOptionError } from '../../src/engine/results/errors.js';
import {
  DEFAULT_WATCHER_OPTIONS,
  resolveWatcherOptions,
} from '../../src/watcher/watcher-options.js';
import { createFolderStore } from '../../src/watcher/store/folder/folder-store.js';
import { createMemoryStore } from '../../src/watcher/store/memory-store.js';
import { createWatcher } from '../../src/watcher/watcher.js';
import type { Watcher } from '../../src/watcher/watcher-interface.js';
import { clientOf } from '../support/clients.js';
import { passTimeUntil, startVirtualTime } from '../support/virtual-time.js';
import { recordingSink, watchEmulator } from './support.js';

const KINDS = ['account-assignment-deletion', 'account-assignment-creation'] as const;
const ARN_OF_SET = 'arn:aws:sso:::permissionSet/ssoins-1234567890abcdef/ps-1';
const CLIENT = clientOf(createEmulator());

/** The option that the error names. */
function errorOf(options: object): { option: string; message: string } | undefined {
  try {
    resolveWatcherOptions(options);
    return undefined;
  } catch (error) {
    if (!(error instanceof InvalidOptionError)) throw error;
    return error;
  }
}

describe('resolveWatcherOptions', () => {
  it('fills in the documented defaults', () => {
    expect(resolveWatcherOptions({})).toEqual({
      instances: [{ name: 'default' }],
      kinds: [
        'permission-set-provisioning',
        'account-assignment-creation',
        'account-assignment-deletion',
      ],
      sinks: [],
      maxTps: 5,
      callTimeoutMs: 10_000,
      maxSweepDelayMs: 30_000,
      drainTimeoutMs: 10_000,
      maxDeliveryAgeMs: 86_400_000,
    });
  });

  it('keeps given options, and treats undefined as not given', () => {
    const given = { maxTps: 1, maxSweepDelayMs: 1_000, drainTimeoutMs: 0, maxDeliveryAgeMs: 0 };
    expect(resolveWatcherOptions(given)).toMatchObject(given);
    const absent = Object.fromEntries(Object.keys(given).map((name) => [name, undefined]));
    expect(resolveWatcherOptions(absent)).toMatchObject(DEFAULT_WATCHER_OPTIONS);
  });

  it('accepts all valid values of an option', () => {
    const logger = { debug() {}, info() {}, warn() {}, error() {} };
    const sinks = [
      recordingSink({ name: 'a-1', receives: 'terminal', concurrency: 4, close: async () => {} }),
      recordingSink({ name: 'a' }),
    ];
    const state = createMemoryStore();
    expect(errorOf({ logger, sinks, state, since: new Date(0), kinds: KINDS })).toBeUndefined();
  });

  it('uses the name of an instance, or its ARN', () => {
    const instanceArn = 'arn:aws:sso:::instance/ssoins-1234567890abcdef';
    const other = instanceArn.replace('1234', '5678');
    const prod = { name: 'prod', instanceArn: other };
    const instances = [prod, { instanceArn }, { region: 'eu-west-1' }];
    const resolved = resolveWatcherOptions({ instances }).instances;
    expect(resolved.map(({ name }) => name)).toEqual(['prod', instanceArn, 'default']);
  });

  it('rejects the same instance twice under different names', () => {
    const instanceArn = 'arn:aws:sso:::instance/ssoins-1234567890abcdef';
    const instances = ['one', 'other'].map((name) => ({ name, instanceArn }));
    expect(() => resolveWatcherOptions({ instances })).toThrow(
      'instances must be a list of different instances',
    );
  });

  it.each([
    ['maxTps', [0, -1, NaN, Infinity, '10']],
    ['callTimeoutMs', [0, -1, NaN, Infinity, {}]],
    ['maxSweepDelayMs', [999, -1, NaN, Infinity, '30']],
    ['drainTimeoutMs', [-1, NaN, Infinity, '10']],
    ['maxDeliveryAgeMs', [-1, NaN, Infinity, '24h']],
    ['since', [0, '2026-01-01', new Date(Number.NaN), null]],
    ['kinds', [[], ['wait'], KINDS[0], null, [undefined]]],
    ['state', [{}, null, '/var/lib', { ...createMemoryStore() }]],
    ['logger', [null, {}, () => {}]],
    ['instances', [[], null, 'default', [null], ['prod'], [{ arn: 'a' }], [{}, {}]]],
    ['sinks', [null, {}, [null], [{}], [{ name: 'a' }], [() => {}]]],
  ])('names %s when it is invalid', (option, values) => {
    for (const value of values) {
      const place = new RegExp(`^${option}(?:\\[0\\]|$)`);
      expect(errorOf({ [option]: value })?.option).toMatch(place);
    }
  });

  it.each([['name'], ['region'], ['profile'], ['roleArn'], ['externalId']])(
    'names %s of an instance when it is invalid',
    (option) => {
      for (const value of ['', ' ', 5, null, {}]) {
        expect(errorOf({ instances: [{}, { [option]: value }] })).toMatchObject({
          option: `instances[1].${option}`,
        });
      }
    },
  );

  it.each<[string, object, string]>([
    ['an ARN of something else', { instanceArn: ARN_OF_SET }, 'instanceArn'],
    ['what is no client', { client: {} }, 'client'],
    ['a client and a Region', { client: CLIENT, region: 'eu-west-1' }, 'client'],
    ['a client and a role', { client: CLIENT, roleArn: 'arn:aws:iam::1:role/a' }, 'roleArn'],
    ['an endpoint that is no URL', { endpointUrl: 'localhost' }, 'endpointUrl'],
  ])('rejects an instance with %s', (_, instance, option) => {
    expect(errorOf({ instances: [instance] })).toMatchObject({ option: `instances[0].${option}` });
  });

  it.each(['', 'Upper', 'a_b', '-a', 'a!b', 'iterator-1', 5, undefined])(
    'rejects a sink with the name %j',
    (name) => {
      expect(errorOf({ sinks: [{ ...recordingSink(), name }] })).toMatchObject({
        option: 'sinks[0].name',
      });
    },
  );

  it.each<[string, unknown]>([
    ['receives', 'some'],
    ['concurrency', 0],
    ['concurrency', 1.5],
    ['concurrency', '2'],
    ['close', true],
  ])('rejects a sink whose %s is %j', (member, value) => {
    const sinks = [{ ...recordingSink(), [member]: value }];
    expect(errorOf({ sinks })).toMatchObject({ option: `sinks[0].${member}` });
  });

  it('reports the received value and the expectation', () => {
    expect(errorOf({ sinks: [recordingSink(), recordingSink()] })?.message).toBe(
      'sinks must be a list of sinks with different names, but received "recording".',
    );
    expect(errorOf({ webhooks: [] })?.message).toMatch(
      /^options must be made of instances, kinds, .*, but received "webhooks"\.$/,
    );
    expect(errorOf({ maxSweepDelayMs: 10 })?.message).toBe(
      'maxSweepDelayMs must be a number of at least 1000, but received 10.',
    );
  });
});

it.each<[(watcher: Watcher) => unknown, string]>([
  [(watcher) => watcher.start(null as never), 'options must be an object, but received null.'],
  [(watcher) => watcher.start({ tolerant: true } as never), 'made of continueIfRefused'],
  [
    (watcher) => watcher.stop({ drainTimeoutMs: -1 }),
    'drainTimeoutMs must be a number of at least',
  ],
  [(watcher) => watcher.stop({ drainTimeoutMs: Number.NaN }), 'drainTimeoutMs must be'],
  [async (watcher) => watcher.events({ signal: 5 as never }), 'signal must be an AbortSignal'],
])('rejects invalid options of start, stop and events: %#', async (call, message) => {
  const watcher = createWatcher({ instances: [{ client: CLIENT }] });
  await expect(call(watcher)).rejects.toThrow(message);
});

it('rejects an empty folder name for the state', () => {
  expect(() => createFolderStore(' ')).toThrow('folder must be the path of a folder');
});

it('names what an absent member of a sink must be', () => {
  const { name: _name, ...nameless } = recordingSink();
  expect(errorOf({ sinks: [nameless] })?.message).toBe(
    'sinks[0].name must be made of lower-case letters, digits and hyphens, and not iterator-…, ' +
      'but none was given.',
  );
});

describe('maxTps of an instance', () => {
  it('takes precedence over that of the watcher', async () => {
    startVirtualTime();
    const world = watchEmulator();
    const { client, emulator } = world;
    const instance = { client, instanceArn: emulator.instanceArn };
    const { watcher } = world.again({
      maxTps: 4,
      instances: [{ ...instance, name: 'slow', maxTps: 2 }],
    });
    await passTimeUntil(watcher.start());
    expect(watcher.snapshot().instances[0]?.ceilingPerSecond).toBe(2);
    await passTimeUntil(watcher.stop());
  });

  it('must be greater than 0', () => {
    expect(() => resolveWatcherOptions({ instances: [{ maxTps: 0 }] })).toThrow(
      'instances[0].maxTps must be a number greater than 0, but received 0.',
    );
  });
});
