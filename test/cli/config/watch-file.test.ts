import { describe, expect, it } from 'vitest';
import { readWatchFile } from '../../../src/cli/config/watch-file.js';
import { FULL_FILE } from './support.js';

describe('readWatchFile', () => {
  it('omits settings that are not in the file', () => {
    expect(readWatchFile({})).toEqual({ watcher: {} });
  });

  it('accepts all settings', () => {
    expect(readWatchFile(FULL_FILE)).toEqual({
      instances: FULL_FILE.instances,
      kinds: ['permission-set-provisioning'],
      since: { type: 'ago', ms: 172_800_000 },
      state: 'state',
      sinks: [
        { type: 'ndjson', name: 'out' },
        {
          type: 'webhook',
          name: 'hook',
          url: { type: 'text', text: 'https://example.com/hook' },
          secret: { type: 'file', path: 'secret' },
          receives: 'all',
          format: 'cloudevents',
          timeoutMs: 5_000,
          concurrency: 4,
        },
        { type: 'webhook', name: 'slack', url: { type: 'file', path: 'url' }, format: 'slack' },
        {
          type: 'webhook',
          name: 'other',
          url: { type: 'env', variable: 'OTHER_URL' },
          secret: { type: 'env', variable: 'OTHER_SECRET' },
        },
        {
          type: 'exec',
          name: 'exec',
          command: './notify',
          args: ['-v', ''],
          timeoutMs: 60_000,
          concurrency: 1,
        },
      ],
      listen: { host: '::1', port: 9464 },
      allowedHosts: ['watch.example.com'],
      watcher: { maxTps: 4, drainTimeoutMs: 30_000 },
      log: { level: 'debug', pretty: true },
    });
  });

  const hook = { type: 'webhook', url: 'https://example.com' };

  it.each<[unknown, string | RegExp]>([
    [[], 'The file must be an object, but received an array of 0.'],
    [{ sink: [] }, 'sink is not known. Did you mean sinks?'],
    [{ frequency: 1 }, /^frequency is not known\. Known names: \$schema, instances, kinds, /],
    [{ instances: [] }, 'instances must be a non-empty array, but received an array of 0.'],
    [
      { instances: [{}, { region: 7 }] },
      'instances[1].region must be the name of an AWS Region, but received 7.',
    ],
    [{ instances: [{ regoin: 'x' }] }, 'instances[0].regoin is not known. Did you mean region?'],
    [{ instances: [{ instanceArn: '' }] }, /^instances\[0\]\.instanceArn must be the ARN of an/],
    [{ instances: [{ roleArn: 'role/x' }] }, /^instances\[0\]\.roleArn must be a role's ARN/],
    [
      { instances: [{ externalId: 'x' }] },
      'instances[0].externalId must be absent without roleArn, but received "x".',
    ],
    [{ kinds: ['all'] }, /^kinds\[0\] must be one of permission-set-provisioning, /],
    [{ since: 3_600 }, /^since must be a duration such as 1h or 2d, or a date .*received 3600\.$/],
    [{ maxTps: '5' }, 'maxTps must be a number greater than 0, but received "5".'],
    [{ drainTimeout: 10 }, 'drainTimeout must be a duration such as "10s", but received 10.'],
    [{ listen: 9464 }, /^listen must be an address such as 127\.0\.0\.1:9464 /],
    [{ log: { level: 'loud' } }, /^log\.level must be one of trace, debug, info, /],
    [{ log: { pretty: 'yes' } }, 'log.pretty must be true or false, but received "yes".'],
    [{ sinks: ['webhook'] }, 'sinks[0] must be an object, but received "webhook".'],
    [
      { sinks: [{ type: 'kafka' }] },
      'sinks[0].type must be one of webhook, exec, ndjson, but received "kafka".',
    ],
    [
      { sinks: [{ url: 'https://example.com' }] },
      'sinks[0].type must be one of webhook, exec, ndjson, but none was given.',
    ],
    [
      { sinks: [{ type: 'webhook' }] },
      'sinks[0] must be an object with exactly one of url, urlFile and urlEnv.',
    ],
    [
      { sinks: [{ ...hook, urlFile: 'x' }] },
      'sinks[0] must be an object with exactly one of url, urlFile and urlEnv.',
    ],
    [
      { sinks: [{ ...hook, secretFile: 'x', secretEnv: 'X' }] },
      'sinks[0] must be an object with secretFile or secretEnv, not both.',
    ],
    [{ sinks: [{ ...hook, name: 'My hook' }] }, /^sinks\[0\]\.name must be made of lower-case/],
    [{ sinks: [{ ...hook, concurrency: 0 }] }, /^sinks\[0\]\.concurrency must be a whole number/],
    [{ sinks: [{ ...hook, timeout: '0s' }] }, /^sinks\[0\]\.timeout must be a duration/],
    [
      { sinks: [{ ...hook, secretFiel: 'x' }] },
      'sinks[0].secretFiel is not known. Did you mean secretFile?',
    ],
    [{ sinks: [{ type: 'exec' }] }, 'sinks[0].command must be a command, but none was given.'],
    [
      { sinks: [{ type: 'exec', command: 'x', args: [1] }] },
      'sinks[0].args[0] must be a text. The value received is not shown',
    ],
  ])('names the invalid setting: %j', (file, message) => {
    expect(() => readWatchFile(file)).toThrow(message);
  });

  const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
  it.each([
    [
      { ...hook, secret: SECRET },
      /must not be in the file.* set secretFile or secretEnv to its name/,
    ],
    [{ ...hook, token: SECRET }, /must not be in the file/],
    [{ ...hook, password: SECRET }, /must not be in the file/],
    [{ ...hook, secretFile: SECRET }, /secretFile must be the name of a file/],
    [{ ...hook, secretEnv: SECRET }, /secretEnv must be the name of an environment variable/],
    [{ type: 'webhook', url: `https://user:${SECRET}@example.com` }, /url must be a URL/],
    [{ type: 'webhook', url: [SECRET] }, /url must be a URL/],
    [{ type: 'webhook', urlFile: `https://x/${SECRET}` }, /urlFile must be the name of a file/],
    [{ ...hook, secretFile: SECRET.slice(6) }, /secretFile must be the name of a file/],
    [{ ...hook, secretEnv: SECRET.slice(6) }, /secretEnv must be the name of an environment/],
    [{ type: 'exec', command: 'x', args: SECRET }, /args must be an array/],
  ])('rejects a secret in the file, and does not repeat it: %#', (sink, message) => {
    expect(refusalOf({ sinks: [sink] })).toMatch(message);
    expect(refusalOf({ sinks: [sink] })).not.toContain(SECRET.slice(6));
  });

  it('rejects credentials in the file', () => {
    const instances = [{ accessKeyId: 'AKIA', secretAccessKey: 'x', sessionToken: 'y' }];
    expect(refusalOf({ instances })).toMatch(
      /^instances\[0\]\.accessKeyId must not be in the file, .*Name a profile or a roleArn/,
    );
  });
});

function refusalOf(file: unknown): string {
  try {
    readWatchFile(file);
    return 'none';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
