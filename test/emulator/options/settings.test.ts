import { describe, expect, it } from 'vitest';
import { InvalidOptionError } from '../../../src/emulator/index.js';
import { rateLimitOf, resolveOptions } from '../../../src/emulator/options/settings.js';

/** Without type checks, as from JavaScript. */
const untyped = (options: unknown): unknown => Reflect.apply(resolveOptions, undefined, [options]);

describe('resolveOptions', () => {
  it('applies the documented defaults', () => {
    expect(resolveOptions({})).toMatchObject({
      seed: 1,
      region: 'us-east-1',
      instanceArn: 'arn:aws:sso:::instance/ssoins-1234567890abcdef',
      accountId: '111122223333',
      failureRate: 0,
      rateLimit: { ratePerSecond: 20, burst: 20 },
      outstanding: new Map([
        ['outstandingProvisionings', 3],
        ['outstandingAssignments', 15],
      ]),
      listOrder: 'newest-first',
      retentionMs: Infinity,
      callLogSize: 1000,
    });
  });

  it('accepts one duration model for all kinds, or one for each', () => {
    expect(resolveOptions({ durations: 5 }).durations['account-assignment-deletion']).toBe(5);
    const { durations } = resolveOptions({ durations: { 'permission-set-provisioning': 7 } });
    expect(durations['permission-set-provisioning']).toBe(7);
    expect(durations['account-assignment-creation']).toEqual({ medianMs: 15_000, sigma: 0.8 });
    const absent = resolveOptions({ durations: { 'permission-set-provisioning': undefined } });
    expect(absent.durations['permission-set-provisioning']).toMatchObject({ medianMs: 25_000 });
  });

  it.each([
    [{ failureRate: 2 }, 'failureRate', 'a number from 0 to 1', 'received 2'],
    [{ seed: 1.5 }, 'seed', 'a whole number', 'received 1.5'],
    [{ history: -1 }, 'history', 'a whole number of at least 0', 'received -1'],
    [{ listLagMs: Infinity }, 'listLagMs', 'a number of at least 0', 'received Infinity'],
    [{ latencyMs: '5' }, 'latencyMs', 'a number of at least 0', 'received "5"'],
    [{ listOrder: 'random' }, 'listOrder', 'one of newest-first', 'received "random"'],
    [{ quotas: { burst: -1 } }, 'quotas.burst', 'a number of at least 0', 'received -1'],
    [{ quotas: { rate: 1 } }, 'quotas', 'made of ratePerSecond', 'received "rate"'],
    [{ failureRatio: 1 }, 'options', 'made of seed', 'received "failureRatio"'],
    [{ durations: -1 }, 'durations', 'milliseconds, 0 or more', 'received -1'],
    [
      { durations: { medianMs: 5, sigma: -1 } },
      'durations.sigma',
      'a number from 0 to 10',
      'received -1',
    ],
    [{ durations: { medianMs: 5 } }, 'durations.sigma', 'a number from 0 to 10', 'none was given'],
    [
      { durations: { provisioning: 5 } },
      'durations',
      'made of permission-set-provisioning',
      'received "provisioning"',
    ],
    [
      { otherTrafficTps: Infinity },
      'otherTrafficTps',
      'a number of at least 0',
      'received Infinity',
    ],
    [{ instanceArn: 'ins-1' }, 'instanceArn', 'the ARN of an instance', 'received "ins-1"'],
    [{ accountId: '1' }, 'accountId', '12 digits', 'received "1"'],
    [{ onCall: {} }, 'onCall', 'a function', 'received an object'],
    [null, 'options', 'an object', 'received null'],
  ])('rejects %j', (options, option, expected, received) => {
    const attempt = () => untyped(options);
    expect(attempt).toThrow(InvalidOptionError);
    expect(attempt).toThrow(`${option} must be ${expected}`);
    expect(attempt).toThrow(`but ${received}.`);
  });

  it('rejects an invalid rate that otherTrafficTps returns', () => {
    const { otherTrafficTps } = resolveOptions({ otherTrafficTps: () => Number.NaN });
    expect(() => otherTrafficTps(0)).toThrow('otherTrafficTps');
  });
});

it('rejects an invalid rate', () => {
  expect(() => rateLimitOf(-1)).toThrow('ratePerSecond must be a number of at least 0');
});
