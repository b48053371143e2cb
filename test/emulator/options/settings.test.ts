import { describe, expect, it } from 'vitest';
import { EmulatorOptionError } from '../../../src/emulator/index.js';
import { rateLimitOf, resolveOptions } from '../../../src/emulator/options/settings.js';

/** As from JavaScript, where no type checker comes first. */
const untyped = (options: unknown): unknown => Reflect.apply(resolveOptions, undefined, [options]);

describe('resolveOptions', () => {
  it('fills in the documented defaults', () => {
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

  it('takes one duration model for all kinds, or one for each', () => {
    expect(resolveOptions({ durations: 5 }).durations['account-assignment-deletion']).toBe(5);
    const { durations } = resolveOptions({ durations: { 'permission-set-provisioning': 7 } });
    expect(durations['permission-set-provisioning']).toBe(7);
    expect(durations['account-assignment-creation']).toEqual({ medianMs: 15_000, sigma: 0.8 });
  });

  it.each([
    [{ failureRate: 2 }, 'failureRate', 'a number from 0 to 1', '2'],
    [{ seed: 1.5 }, 'seed', 'a whole number', '1.5'],
    [{ history: -1 }, 'history', 'a whole number 0 or more', '-1'],
    [{ listLagMs: Infinity }, 'listLagMs', 'a finite number of milliseconds', 'Infinity'],
    [{ latencyMs: '5' }, 'latencyMs', 'a finite number of milliseconds', '"5"'],
    [{ listOrder: 'random' }, 'listOrder', 'one of newest-first', '"random"'],
    [{ quotas: { burst: -1 } }, 'quotas.burst', 'a number 0 or more', '-1'],
    [{ quotas: { rate: 1 } }, 'quotas.rate', 'absent: the names are ratePerSecond', '1'],
    [{ failureRatio: 1 }, 'failureRatio', 'absent: the names are seed', '1'],
    [{ durations: -1 }, 'durations', 'milliseconds, 0 or more', '-1'],
    [{ durations: { medianMs: 5, sigma: -1 } }, 'durations.sigma', 'a number from 0 to 10', '-1'],
    [{ durations: { medianMs: 5 } }, 'durations.sigma', 'a number from 0 to 10', 'undefined'],
    [{ durations: { provisioning: 5 } }, 'durations.provisioning', 'absent', '5'],
    [{ otherTrafficTps: Infinity }, 'otherTrafficTps', 'a finite number', 'Infinity'],
    [{ instanceArn: 'ins-1' }, 'instanceArn', 'the ARN of an instance', '"ins-1"'],
    [{ accountId: '1' }, 'accountId', '12 digits', '"1"'],
    [{ onCall: {} }, 'onCall', 'a function', '{}'],
    [null, 'options', 'an object', 'null'],
  ])('refuses %j', (options, option, expected, received) => {
    const attempt = () => untyped(options);
    expect(attempt).toThrow(EmulatorOptionError);
    expect(attempt).toThrow(`Emulator option "${option}" must be ${expected}`);
    expect(attempt).toThrow(`but is ${received}.`);
  });

  it('refuses what a function returns as the traffic of others', () => {
    const { otherTrafficTps } = resolveOptions({ otherTrafficTps: () => Number.NaN });
    expect(() => otherTrafficTps(0)).toThrow('otherTrafficTps');
  });
});

it('refuses a rate that is none', () => {
  expect(() => rateLimitOf(-1)).toThrow(
    'Emulator option "ratePerSecond" must be a number 0 or more',
  );
});
