import { getEventListeners } from 'node:events';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { RateLimiter } from '../../../src/engine/calls/rate-limiter.js';
import { now } from '../../../src/engine/util/clock.js';
import { sleep } from '../../../src/engine/util/abortable.js';
import { checkAsyncProperty } from '../../properties/check-property.js';
import { passTime, useVirtualTime } from '../../support/virtual-time.js';

useVirtualTime();

/** A signal that is never aborted. */
const neverAborted = () => new AbortController().signal;

/** Acquires for `count` calls. @returns the times of sending so far, from now */
function acquire(limiter: RateLimiter, count: number, signal?: AbortSignal): number[] {
  const sinceMs = now();
  const sent: number[] = [];
  for (let call = 0; call < count; call += 1) {
    void limiter.acquire(signal ?? neverAborted()).then(
      (atMs) => sent.push(atMs - sinceMs),
      () => undefined,
    );
  }
  return sent;
}

describe('the ceiling', () => {
  it('allows a burst of half a second, then calls at the rate', async () => {
    const sent = acquire(new RateLimiter(10), 10);
    await passTime(500);
    expect(sent).toEqual([0, 0, 0, 0, 0, 100, 200, 300, 400, 500]);
  });

  it('allows one call at once at any rate', async () => {
    const sent = acquire(new RateLimiter(0.2), 2);
    await passTime(5_000);
    expect(sent).toEqual([0, 5_000]);
  });

  it('serves urgent calls first, with a token for each', async () => {
    const limiter = new RateLimiter(1);
    const sent: string[] = [];
    const acquireAs = (name: string, urgent: boolean) =>
      void limiter.acquire(neverAborted(), urgent).then(() => sent.push(name));
    for (const name of ['a', 'b', 'c']) acquireAs(name, false);
    acquireAs('urgent', true);
    await passTime(1_000);
    expect(sent).toEqual(['a', 'urgent']);
    await passTime(2_000);
    expect(sent).toEqual(['a', 'urgent', 'b', 'c']);
  });

  it('allows no more than the burst after a long pause', async () => {
    const limiter = new RateLimiter(10);
    await passTime(60_000);
    const sent = acquire(limiter, 20);
    await passTime(0);
    expect(sent).toHaveLength(5);
  });

  it('takes effect at once when it is raised or lowered', async () => {
    const limiter = new RateLimiter(1);
    const sent = acquire(limiter, 12);
    await passTime(1_000);
    expect(sent).toEqual([0, 1_000]);

    limiter.ceilingPerSecond = 10;
    await passTime(500);
    expect(sent).toHaveLength(7);

    limiter.ceilingPerSecond = 1;
    await passTime(2_000);
    expect(sent).toHaveLength(9);
    expect(limiter.ratePerSecond).toBe(1);
  });
});

describe('the queue', () => {
  it('is served in order', async () => {
    const limiter = new RateLimiter(10);
    const order: number[] = [];
    for (let caller = 0; caller < 20; caller += 1) {
      void limiter.acquire(neverAborted()).then(() => order.push(caller));
    }
    await passTime(2_000);
    expect(order).toEqual(Array.from({ length: 20 }, (_, caller) => caller));
  });

  it('sets no timer when it is empty', async () => {
    const limiter = new RateLimiter(1);
    acquire(limiter, 2);
    expect(vi.getTimerCount()).toBe(1);
    await passTime(1_000);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('removes an aborted call: it takes no token, and leaves no timer or listener', async () => {
    const limiter = new RateLimiter(1);
    acquire(limiter, 1);
    const controller = new AbortController();
    const caught = limiter.acquire(controller.signal).catch((error: unknown) => error);
    await passTime(400);

    controller.abort('cancelled');

    expect(await caught).toBe('cancelled');
    expect(vi.getTimerCount()).toBe(0);
    expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
    const next = acquire(limiter, 1);
    await passTime(600);
    expect(next).toEqual([600]);
  });

  it('serves the other calls after one is aborted', async () => {
    const limiter = new RateLimiter(1);
    const controller = new AbortController();
    acquire(limiter, 1);
    acquire(limiter, 1, controller.signal);
    const last = acquire(limiter, 1);
    controller.abort();
    await passTime(1_000);
    expect(last).toEqual([1_000]);
  });

  it('rejects a call whose signal is already aborted, without taking a token', async () => {
    const limiter = new RateLimiter(1);
    await expect(limiter.acquire(AbortSignal.abort('cancelled'))).rejects.toBe('cancelled');
    const sent = acquire(limiter, 1);
    await passTime(0);
    expect(sent).toEqual([0]);
  });

  it('leaves no listener on the signal of a sent call', async () => {
    const controller = new AbortController();
    await new RateLimiter(1).acquire(controller.signal);
    expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
  });
});

describe('a throttled call', () => {
  it('halves the rate, and empties the bucket', async () => {
    const limiter = new RateLimiter(10);
    const sentAtMs = await limiter.acquire(neverAborted());
    await passTime(50);
    expect(limiter.throttled(sentAtMs)).toBe(true);
    expect(limiter.ratePerSecond).toBeCloseTo(5);
    const sent = acquire(limiter, 1);
    await passTime(300);
    expect(sent).toEqual([200]);
  });

  it('does not cut again if it was sent before the last cut', async () => {
    const limiter = new RateLimiter(10);
    const burst = await Promise.all(
      Array.from({ length: 5 }, () => limiter.acquire(neverAborted())),
    );
    await passTime(50);
    expect(burst.map((sentAtMs) => limiter.throttled(sentAtMs))).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
    expect(limiter.ratePerSecond).toBeCloseTo(5);
  });

  // No call can be sent at the time of a cut, because the bucket is empty.
  it('does not cut again if the whole burst is throttled at the time of sending', async () => {
    const limiter = new RateLimiter(10);
    const burst = await Promise.all(
      Array.from({ length: 5 }, () => limiter.acquire(neverAborted())),
    );
    for (const sentAtMs of burst) limiter.throttled(sentAtMs);
    expect(limiter.ratePerSecond).toBeCloseTo(5);
  });

  it('cuts again if it was sent after the last cut', async () => {
    const limiter = new RateLimiter(10);
    limiter.throttled(await limiter.acquire(neverAborted()));
    const later = limiter.acquire(neverAborted());
    await passTime(500);
    const before = limiter.ratePerSecond;
    expect(limiter.throttled(await later)).toBe(true);
    expect(limiter.ratePerSecond).toBeCloseTo(before / 2);
  });

  it('blocks all calls for the pause that AWS requested', async () => {
    const limiter = new RateLimiter(10);
    limiter.throttled(await limiter.acquire(neverAborted()), 7_000);
    const sent = acquire(limiter, 2);
    await passTime(6_000);
    const later = acquire(limiter, 1);
    await passTime(999);
    expect([...sent, ...later]).toEqual([]);
    await passTime(1);
    expect(sent[0]).toBe(7_000);
  });

  it('does not shorten a longer pause', async () => {
    const limiter = new RateLimiter(10);
    const first = await limiter.acquire(neverAborted());
    limiter.throttled(first, 5_000);
    limiter.throttled(first, 1_000);
    const sent = acquire(limiter, 1);
    await passTime(6_000);
    expect(sent).toEqual([5_000]);
  });

  it('does not change the ceiling, to which the rate recovers within 10 s', async () => {
    const limiter = new RateLimiter(10);
    for (let cut = 0; cut < 10; cut += 1) {
      limiter.throttled(now());
      await passTime(10);
    }
    expect(limiter.ceilingPerSecond).toBe(10);
    expect(limiter.ratePerSecond).toBe(0.5);
    await passTime(10_000);
    expect(limiter.ratePerSecond).toBe(10);
  });
});

const act = fc.oneof(
  fc.record({ act: fc.constant('acquire' as const), count: fc.integer({ min: 1, max: 30 }) }),
  fc.record({
    act: fc.constant('acquire and abort' as const),
    count: fc.integer({ min: 1, max: 30 }),
  }),
  fc.record({ act: fc.constant('wait' as const), ms: fc.nat(3_000) }),
  fc.record({ act: fc.constant('throttle' as const), hintMs: fc.constantFrom(0, 0, 500) }),
  fc.record({
    act: fc.constant('set ceiling' as const),
    ceiling: fc.constantFrom(0.5, 1, 3, 10, 20),
  }),
);

it('admits at most ceiling × window + burst calls in any window', async () => {
  await checkAsyncProperty(
    fc.asyncProperty(fc.array(act, { minLength: 5, maxLength: 25 }), async (acts) => {
      const limiter = new RateLimiter(10);
      const sent: number[] = [];
      const ceilings = [{ fromMs: 0, ceiling: 10 }];
      const onSent = (atMs: number) => sent.push(atMs);
      for (const each of acts) {
        if (each.act === 'acquire' || each.act === 'acquire and abort') {
          for (let call = 0; call < each.count; call += 1) {
            const controller = new AbortController();
            void limiter.acquire(controller.signal).then(onSent, () => undefined);
            if (each.act === 'acquire and abort') controller.abort();
          }
        } else if (each.act === 'wait') await vi.advanceTimersByTimeAsync(each.ms);
        else if (each.act === 'throttle') limiter.throttled(sent.at(-1) ?? now(), each.hintMs);
        else {
          limiter.ceilingPerSecond = each.ceiling;
          ceilings.push({ fromMs: now(), ceiling: each.ceiling });
        }
      }
      await vi.advanceTimersByTimeAsync(20_000);

      for (const [from, fromMs] of sent.entries()) {
        const tooMany = sent.findIndex((toMs, to) => {
          const ceiling = highestDuring(ceilings, fromMs, toMs);
          const allowed = (ceiling * (toMs - fromMs)) / 1000 + Math.max(1, ceiling / 2);
          return to >= from && to - from + 1 > allowed + 1e-6;
        });
        expect(tooMany).toBe(-1);
      }
    }),
  );
});

/** The highest ceiling at any time in a window. */
function highestDuring(
  ceilings: readonly { readonly fromMs: number; readonly ceiling: number }[],
  fromMs: number,
  toMs: number,
): number {
  let highest = 0;
  for (const [index, each] of ceilings.entries()) {
    const endsAtMs = ceilings[index + 1]?.fromMs ?? Infinity;
    if (each.fromMs <= toMs && endsAtMs >= fromMs) highest = Math.max(highest, each.ceiling);
  }
  return highest;
}

/** A service with a quota of `tps` calls a second, a burst of one second, and 50 ms latency. */
function simulatedService(limiter: RateLimiter) {
  const service = { tps: 20, succeeded: 0, throttled: 0 };
  let tokens = service.tps;
  let filledAtMs = now();
  async function call(): Promise<void> {
    const sentAtMs = await limiter.acquire(neverAborted());
    await sleep(25);
    tokens = Math.min(service.tps, tokens + ((now() - filledAtMs) / 1000) * service.tps);
    filledAtMs = now();
    const admitted = tokens >= 1;
    if (admitted) tokens -= 1;
    await sleep(25);
    if (admitted) service.succeeded += 1;
    else {
      service.throttled += 1;
      limiter.throttled(sentAtMs);
    }
  }
  async function loop(): Promise<void> {
    for (;;) await call();
  }
  for (let loops = 0; loops < 10; loops += 1) void loop();
  return service;
}

it('settles near the quota, and is back at the ceiling 10 s after the quota is raised', async () => {
  const limiter = new RateLimiter(10);
  const service = simulatedService(limiter);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(service.throttled).toBe(0);

  service.tps = 2;
  service.succeeded = 0;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(service.throttled).toBeLessThanOrEqual(30);
  expect(service.succeeded).toBeGreaterThan(100);

  service.tps = 20;
  await vi.advanceTimersByTimeAsync(10_000);
  expect(limiter.ratePerSecond).toBe(10);
});
