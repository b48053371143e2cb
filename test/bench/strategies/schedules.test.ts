import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { RequestRef } from 'sso-admin-waiter';
import type { Bench, Strategy } from './strategy.js';
import { plainLoop } from './plain-loop.js';
import { sdkWaiterDefaults, sdkWaiterOfSamples } from './sdk-waiter.js';
import { terraformAssignment, terraformPermissionSet } from './terraform.js';

const REF: RequestRef = {
  kind: 'permission-set-provisioning',
  instanceArn: 'arn:aws:sso:::instance/ssoins-1234567890abcdef',
  requestId: '00000000-0000-4000-8000-000000000000',
};

beforeEach(() => {
  vi.useFakeTimers();
});

/** The times of the polls of a strategy, in seconds from its start, without latency. */
async function pollTimes({ begin }: Strategy, forS: number): Promise<number[]> {
  const startedMs = Date.now();
  const at: number[] = [];
  const send = () => {
    at.push((Date.now() - startedMs) / 1000);
    return Promise.resolve({ PermissionSetProvisioningStatus: { Status: 'IN_PROGRESS' } });
  };
  const bench: Bench = {
    newClient: () => ({ send }) as unknown as ReturnType<Bench['newClient']>,
    timeoutMs: 3_600_000,
    know: () => undefined,
    giveUp: () => undefined,
    foresight: { endsAtMs: () => Infinity, rateAt: () => ({ perSecond: 20, burst: 20 }) },
  };
  begin(bench)([REF]);
  await vi.advanceTimersByTimeAsync(forS * 1000);
  return at;
}

const gaps = (at: readonly number[]) =>
  at.slice(1).map((time, index) => Math.round((time - (at[index] ?? 0)) * 1000) / 1000);

describe('Terraform', () => {
  it('polls a permission set after 5 s, then after 0.2, 0.4, 0.8 … up to 10 s', async () => {
    const at = await pollTimes(terraformPermissionSet, 50);
    expect(at[0]).toBe(5);
    expect(gaps(at)).toEqual([0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 10, 10, 10]);
  });

  it('polls an assignment after 10 s, then after 5 s and 10 s', async () => {
    const at = await pollTimes(terraformAssignment, 50);
    expect(at).toEqual([10, 15, 25, 35, 45]);
  });
});

describe('the SDK waiter', () => {
  it('polls at once, has random pauses of 2 s to 2 × 2^n s, and of 120 s after the sixth', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0.5);
    const at = await pollTimes(sdkWaiterDefaults, 480);
    expect(at[0]).toBe(0);
    // The middle of [2, 2], [2, 4], [2, 8], [2, 16], [2, 32], [2, 64].
    expect(gaps(at)).toEqual([2, 3, 5, 9, 17, 33, 120, 120, 120]);
  });

  it('with the delays of aws-samples has random pauses of 60 s to 120 s, then of 120 s', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0.5);
    expect(await pollTimes(sdkWaiterOfSamples, 400)).toEqual([0, 60, 150, 270, 390]);
  });
});

it.each([1, 2, 5])('a plain loop polls at once and every %d s', async (everyS) => {
  expect(await pollTimes(plainLoop(everyS * 1_000), 3 * everyS)).toEqual(
    [0, 1, 2, 3].map((times) => times * everyS),
  );
});
