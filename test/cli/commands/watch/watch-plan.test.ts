import { describe, expect, it } from 'vitest';
import { parseWatch, type WatchFlags } from '../../../../src/cli/commands/watch/watch-flags.js';
import { readWatchFile } from '../../../../src/cli/config/watch-file.js';
import { sinkSettingsOf } from '../../../../src/cli/commands/watch/sink-plan.js';
import {
  planWatch,
  summaryOf,
  type WatchPlan,
} from '../../../../src/cli/commands/watch/watch-plan.js';
import { sinkTypeOf } from '../../../../src/watcher/sinks/sink-types.js';

const ARN = 'arn:aws:sso:::instance/ssoins-1234567890abcdef';
const NOW = new Date('2026-01-31T12:00:00Z');
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

describe('planWatch', () => {
  it('watches the only instance and writes to standard output by default', () => {
    expect(planned({})).toEqual({
      instances: [{ name: 'default' }],
      watcher: {},
      state: '/default/state',
      sinks: [{ type: 'ndjson', name: 'ndjson' }],
      log: { level: 'info', pretty: false },
    });
  });

  it('uses the settings of a file', () => {
    const file = {
      instances: [{ name: 'prod', region: 'eu-west-1', maxTps: 1 }, { instanceArn: ARN }],
      kinds: ['account-assignment-deletion'],
      since: '1d',
      state: '/state',
      sinks: [{ type: 'exec', command: 'notify' }],
      listen: '9464',
      allowedHosts: ['example.com'],
      maxTps: 4,
      drainTimeout: '1m',
      log: { level: 'warn', pretty: true },
    };
    expect(planned({ file })).toEqual({
      instances: [
        { name: 'prod', region: 'eu-west-1', maxTps: 1 },
        { name: ARN, instanceArn: ARN },
      ],
      kinds: ['account-assignment-deletion'],
      since: new Date('2026-01-30T12:00:00Z'),
      state: '/state',
      sinks: [{ type: 'exec', name: 'exec', command: 'notify', args: [] }],
      listen: { host: '127.0.0.1', port: 9464, allowedHosts: ['example.com'] },
      watcher: { maxTps: 4, drainTimeoutMs: 60_000 },
      log: { level: 'warn', pretty: true },
    });
  });

  it('lets flags override the file', () => {
    const file = {
      instances: [{ name: 'prod', region: 'eu-west-1', profile: 'ops', maxTps: 1 }],
      kinds: ['account-assignment-deletion'],
      since: '1d',
      state: '/state',
      listen: '9464',
      allowedHosts: ['example.com'],
      maxTps: 4,
      drainTimeout: '1m',
      log: { level: 'warn', pretty: true },
    };
    const flags = {
      endpointUrl: 'http://127.0.0.1:8080',
      region: 'us-east-1',
      kind: ['permission-set-provisioning'],
      since: '2026-01-01',
      state: 'here',
      listen: '[::1]:80',
      allowHost: ['other.example.com'],
      maxTps: '2',
      drainTimeout: '5s',
      logLevel: 'debug',
    } as const;
    expect(planned({ file, flags })).toEqual({
      instances: [
        {
          name: 'prod',
          region: 'us-east-1',
          profile: 'ops',
          endpointUrl: 'http://127.0.0.1:8080',
        },
      ],
      kinds: ['permission-set-provisioning'],
      since: new Date('2026-01-01T00:00:00Z'),
      state: 'here',
      sinks: [{ type: 'ndjson', name: 'ndjson' }],
      listen: { host: '::1', port: 80, allowedHosts: ['other.example.com'] },
      watcher: { maxTps: 2, drainTimeoutMs: 5_000 },
      log: { level: 'debug', pretty: true },
    });
  });

  it('watches the instances of the flags instead of those of the file', () => {
    const file = { instances: [{ name: 'prod' }, { name: 'test' }] };
    const flags = { instanceArn: [ARN], profile: 'ops' };
    expect(planned({ file, flags }).instances).toEqual([
      { name: ARN, instanceArn: ARN, profile: 'ops' },
    ]);
  });

  const hook = { type: 'webhook', name: 'hook', urlFile: 'url', secretEnv: 'HOOK_SECRET' };

  it('finds secrets in files and in the environment', () => {
    const plan = planned({
      file: { sinks: [hook] },
      env: { HOOK_SECRET: `${SECRET}\n` },
      texts: { url: ' https://example.com/secret\n' },
    });
    expect(plan.sinks).toEqual([
      { type: 'webhook', name: 'hook', url: 'https://example.com/secret', secret: SECRET },
    ]);
  });

  const URL_VARIABLE = 'SSO_ADMIN_WAITER_WEBHOOK_URL';
  const SECRET_VARIABLE = 'SSO_ADMIN_WAITER_WEBHOOK_SECRET';
  const url = 'https://example.com/hook';

  it.each<[string, Given, readonly object[]]>([
    [
      'a webhook of the flags, signed with the variable',
      { flags: { webhook: url }, env: { [SECRET_VARIABLE]: SECRET } },
      [{ name: 'ndjson' }, { name: 'webhook', url, secret: SECRET }],
    ],
    [
      'a webhook of the environment, signed with a file',
      {
        flags: { stdout: false, webhookSecretFile: 'file' },
        env: { [URL_VARIABLE]: url, [SECRET_VARIABLE]: 'other' },
        texts: { file: SECRET },
      },
      [{ name: 'webhook', url, secret: SECRET }],
    ],
    [
      'empty variables are none',
      { env: { [URL_VARIABLE]: '', [SECRET_VARIABLE]: '' } },
      [{ name: 'ndjson' }],
    ],
    [
      'the sinks of a file do without the variable',
      { file: { sinks: [] }, env: { [URL_VARIABLE]: url } },
      [],
    ],
    [
      'a sink of the flags joins those of a file, or takes the place of its namesake',
      {
        file: {
          sinks: [
            { type: 'exec', command: 'a' },
            { type: 'exec', name: 'b', command: 'b' },
          ],
        },
        flags: { exec: 'c', execArg: ['-v'] },
      },
      [{ name: 'b' }, { name: 'exec', command: 'c', args: ['-v'] }],
    ],
    [
      '--no-stdout goes for a file too',
      { file: { sinks: [{ type: 'ndjson' }] }, flags: { stdout: false } },
      [],
    ],
  ])('%s', (_name, given, sinks) => {
    const { sinks: planned_ } = planned(given);
    expect(planned_).toMatchObject(sinks);
    expect(planned_.length).toBe(sinks.length);
  });

  it.each<[Given, string]>([
    [
      { flags: { instanceArn: [ARN, ARN] } },
      `Two instances are named ${ARN}. List each instance once, with a different name or instanceArn.`,
    ],
    [
      { file: { instances: [{ region: 'a' }, { region: 'b' }] } },
      'Two instances are named default. List each instance once, with a different name or instanceArn.',
    ],
    [
      { file: { sinks: [hook, hook] } },
      'Two sinks are named hook. Give each sink a different name.',
    ],
    [
      { file: { sinks: [{ type: 'ndjson' }, { type: 'ndjson', name: 'b' }] } },
      'There is one standard output, so only one sink can be ndjson.',
    ],
    [
      { flags: { webhookSecretFile: 'x' } },
      '--webhook-secret-file requires --webhook, the URL for the events.',
    ],
    [
      { flags: { allowHost: ['example.com'] } },
      'allowedHosts (--allow-host) requires listen (--listen), the address of the server.',
    ],
    [{ flags: { since: '2026-02-01' } }, 'since (--since) must be in the past.'],
    [
      { file: { sinks: [hook] }, texts: { url }, env: {} },
      'The variable HOOK_SECRET does not exist, but sink hook needs it for its URL or secret.',
    ],
    [
      { file: { sinks: [hook] }, texts: { url: '\n' }, env: { HOOK_SECRET: SECRET } },
      'The file url is empty, but sink hook needs it for its URL or secret.',
    ],
  ])('reports contradictory settings: %j', (given, message) => {
    expect(() => planned(given)).toThrow(message);
  });

  it('does not repeat an invalid URL that was found', () => {
    const given = { file: { sinks: [hook] }, texts: { url: 'token' }, env: { HOOK_SECRET: 'x' } };
    expect(() => planned(given)).toThrow(/^The URL of sink hook must be (?:(?!token).)*$/);
  });
});

describe('summaryOf', () => {
  const plan = planned({
    flags: { webhook: 'https://example.com/hook-token?key', exec: '/bin/notify', execArg: ['pw'] },
    env: { SSO_ADMIN_WAITER_WEBHOOK_SECRET: SECRET },
  });

  it('describes sinks without secrets', () => {
    expect(summaryOf(plan)).toEqual({
      instances: ['default'],
      sinks: ['ndjson: standard output', 'webhook: https://example.com', 'exec: /bin/notify'],
      state: '/default/state',
    });
  });

  it('warns about receivers that cannot verify the sender', () => {
    const sinks = [
      { type: 'webhook', url: 'https://example.com' },
      { type: 'webhook', name: 'slack', url: 'https://example.com', format: 'slack' },
    ];
    expect(warnedSinks(planned({ file: { sinks } }))).toEqual(['webhook']);
    expect(warnedSinks(plan)).toEqual([]);
  });
});

/** The names of the sinks that have a warning. */
function warnedSinks({ sinks }: WatchPlan): readonly string[] {
  return sinks.filter((sink) => sinkTypeOf(sink).warnings(sink).length > 0).map(({ name }) => name);
}

interface Given {
  readonly file?: unknown;
  readonly flags?: Partial<WatchFlags>;
  readonly env?: Readonly<Record<string, string>>;
  readonly texts?: Readonly<Record<string, string>>;
}

function planned({ file = {}, flags = {}, env = {}, texts = {} }: Given): WatchPlan {
  const command = parseWatch({ stdout: true, ...flags });
  const settings = readWatchFile(file);
  return planWatch({
    command,
    file: settings,
    sinks: sinkSettingsOf(command, settings, env),
    env,
    texts: new Map(Object.entries(texts)),
    stateFolder: '/default/state',
    now: NOW,
  });
}
