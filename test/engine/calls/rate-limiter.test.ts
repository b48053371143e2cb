import { getEventListeners } from 'node:events';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RateLimiter } from '../../../src/engine/calls/rate-limiter.js';
import { now } from '../../../src/engine/util/clock.js';
import { sleep } from '../../../src/engine/util/abortable.js';
import { checkAsyncProperty } from '../../properties/check-property.js';
import { passTime, useRealTime, useVirtualTime } from '../../support/virtual-time.js';

beforeEach(useVirtualTime);
afterEach(useRealTime);

/** The signal of somebody who never aborts. */
const patient = () => new AbortController().signal;

/** Asks for `count` calls at once; the times at which they may go, as far as they do. */
function ask(pacer: RateLimiter, count: number, signal?: AbortSignal): number[] {
  const sinceMs = now();
  const went: number[] = [];
  for (let call = 0; call < count; call += 1) {
    void pacer.acquire(signal ?? patient()).then(
      (atMs) => went.push(atMs - sinceMs),
      () => undefined,
    );
  }
  return went;
}

describe('the ceiling', () => {
  it('lets half a second of calls go at once, and the others at the rate', async () => {
    const went = ask(new RateLimiter(10), 10);
    await passTime(500);
    expect(went).toEqual([0, 0, 0, 0, 0, 100, 200, 300, 400, 500]);
  });

  it('lets one call go at once, however low it is', async () => {
    const went = ask(new RateLimiter(0.2), 2);
    await passTime(5_000);
    expect(went).toEqual([0, 5_000]);
  });

  it('lets urgent calls go before all others that wait, and takes a token for each', async () => {
    const pacer = new RateLimiter(1);
    const went: string[] = [];
    const askAs = (name: string, urgent: boolean) =>
      void pacer.acquire(patient(), urgent).then(() => went.push(name));
    for (const name of ['a', 'b', 'c']) askAs(name, false);
    askAs('urgent', true);
    await passTime(1_000);
    expect(went).toEqual(['a', 'urgent']);
    await passTime(2_000);
    expect(went).toEqual(['a', 'urgent', 'b', 'c']);
  });

  it('gives no credit for a long pause beyond the burst', async () => {
    const pacer = new RateLimiter(10);
    await passTime(60_000);
    const went = ask(pacer, 20);
    await passTime(0);
    expect(went).toHaveLength(5);
  });

  it('takes effect at once when it is raised or lowered', async () => {
    const pacer = new RateLimiter(1);
    const went = ask(pacer, 12);
    await passTime(1_000);
    expect(went).toEqual([0, 1_000]);

    pacer.ceilingPerSecond = 10;
    await passTime(500);
    expect(went).toHaveLength(7);

    pacer.ceilingPerSecond = 1;
    await passTime(2_000);
    expect(went).toHaveLength(9);
    expect(pacer.ratePerSecond).toBe(1);
  });
});

describe('the queue', () => {
  it('is served first come, first served', async () => {
    const pacer = new RateLimiter(10);
    const order: number[] = [];
    for (let caller = 0; caller < 20; caller += 1) {
      void pacer.acquire(patient()).then(() => order.push(caller));
    }
    await passTime(2_000);
    expect(order).toEqual(Array.from({ length: 20 }, (_, caller) => caller));
  });

  it('holds no timer when nobody waits', async () => {
    const pacer = new RateLimiter(1);
    ask(pacer, 2);
    expect(vi.getTimerCount()).toBe(1);
    await passTime(1_000);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('lets go of whoever aborts: no token taken, no timer and no listener left', async () => {
    const pacer = new RateLimiter(1);
    ask(pacer, 1);
    const controller = new AbortController();
    const caught = pacer.acquire(controller.signal).catch((error: unknown) => error);
    await passTime(400);

    controller.abort('enough');

    expect(await caught).toBe('enough');
    expect(vi.getTimerCount()).toBe(0);
    expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
    const next = ask(pacer, 1);
    await passTime(600);
    expect(next).toEqual([600]);
  });

  it('goes on without the one that aborts', async () => {
    const pacer = new RateLimiter(1);
    const controller = new AbortController();
    ask(pacer, 1);
    ask(pacer, 1, controller.signal);
    const last = ask(pacer, 1);
    controller.abort();
    await passTime(1_000);
    expect(last).toEqual([1_000]);
  });

  it('refuses an aborted signal, and takes no token for it', async () => {
    const pacer = new RateLimiter(1);
    await expect(pacer.acquire(AbortSignal.abort('enough'))).rejects.toBe('enough');
    const went = ask(pacer, 1);
    await passTime(0);
    expect(went).toEqual([0]);
  });

  it('leaves no listener on the signal of a call that went', async () => {
    const controller = new AbortController();
    await new RateLimiter(1).acquire(controller.signal);
    expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
  });
});

describe('a throttled call', () => {
  it('halves the rate, and empties the bucket', async () => {
    const pacer = new RateLimiter(10);
    const wentAtMs = await pacer.acquire(patient());
    await passTime(50);
    expect(pacer.throttled(wentAtMs)).toBe(true);
    expect(pacer.ratePerSecond).toBeCloseTo(5);
    const went = ask(pacer, 1);
    await passTime(300);
    expect(went).toEqual([200]);
  });

  it('cuts no further when it went before the last cut', async () => {
    const pacer = new RateLimiter(10);
    const burst = await Promise.all(Array.from({ length: 5 }, () => pacer.acquire(patient())));
    await passTime(50);
    expect(burst.map((wentAtMs) => pacer.throttled(wentAtMs))).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
    expect(pacer.ratePerSecond).toBeCloseTo(5);
  });

  // At the very instant of a cut no call can go after it: the bucket is empty.
  it('cuts no further when the whole burst comes back at the instant it went', async () => {
    const pacer = new RateLimiter(10);
    const burst = await Promise.all(Array.from({ length: 5 }, () => pacer.acquire(patient())));
    for (const wentAtMs of burst) pacer.throttled(wentAtMs);
    expect(pacer.ratePerSecond).toBeCloseTo(5);
  });

  it('cuts again when it went after the last cut', async () => {
    const pacer = new RateLimiter(10);
    pacer.throttled(await pacer.acquire(patient()));
    const later = pacer.acquire(patient());
    await passTime(500);
    const before = pacer.ratePerSecond;
    expect(pacer.throttled(await later)).toBe(true);
    expect(pacer.ratePerSecond).toBeCloseTo(before / 2);
  });

  it('blocks all calls for as long as the service asked, then one goes', async () => {
    const pacer = new RateLimiter(10);
    pacer.throttled(await pacer.acquire(patient()), 7_000);
    const went = ask(pacer, 2);
    await passTime(6_000);
    const later = ask(pacer, 1);
    await passTime(999);
    expect([...went, ...later]).toEqual([]);
    await passTime(1);
    expect(went[0]).toBe(7_000);
  });

  it('does not shorten a longer wish', async () => {
    const pacer = new RateLimiter(10);
    const first = await pacer.acquire(patient());
    pacer.throttled(first, 5_000);
    pacer.throttled(first, 1_000);
    const went = ask(pacer, 1);
    await passTime(6_000);
    expect(went).toEqual([5_000]);
  });

  it('leaves the ceiling where it is, to which the rate climbs back within ten seconds', async () => {
    const pacer = new RateLimiter(10);
    for (let cut = 0; cut < 10; cut += 1) {
      pacer.throttled(now());
      await passTime(10);
    }
    expect(pacer.ceilingPerSecond).toBe(10);
    expect(pacer.ratePerSecond).toBe(0.5);
    await passTime(10_000);
    expect(pacer.ratePerSecond).toBe(10);
  });
});

const act = fc.oneof(
  fc.record({ act: fc.constant('ask' as const), count: fc.integer({ min: 1, max: 30 }) }),
  fc.record({ act: fc.constant('ask and leave' as const), count: fc.integer({ min: 1, max: 30 }) }),
  fc.record({ act: fc.constant('pass' as const), ms: fc.nat(3_000) }),
  fc.record({ act: fc.constant('throttle' as const), hintMs: fc.constantFrom(0, 0, 500) }),
  fc.record({
    act: fc.constant('set ceiling' as const),
    ceiling: fc.constantFrom(0.5, 1, 3, 10, 20),
  }),
);

it('lets through at most ceiling × window + burst calls over any window, whatever happens', async () => {
  await checkAsyncProperty(
    fc.asyncProperty(fc.array(act, { minLength: 5, maxLength: 25 }), async (acts) => {
      const pacer = new RateLimiter(10);
      const went: number[] = [];
      const ceilings = [{ fromMs: 0, ceiling: 10 }];
      const go = (atMs: number) => went.push(atMs);
      for (const each of acts) {
        if (each.act === 'ask' || each.act === 'ask and leave') {
          for (let call = 0; call < each.count; call += 1) {
            const controller = new AbortController();
            void pacer.acquire(controller.signal).then(go, () => undefined);
            if (each.act === 'ask and leave') controller.abort();
          }
        } else if (each.act === 'pass') await vi.advanceTimersByTimeAsync(each.ms);
        else if (each.act === 'throttle') pacer.throttled(went.at(-1) ?? now(), each.hintMs);
        else {
          pacer.ceilingPerSecond = each.ceiling;
          ceilings.push({ fromMs: now(), ceiling: each.ceiling });
        }
      }
      await vi.advanceTimersByTimeAsync(20_000);

      for (const [from, fromMs] of went.entries()) {
        const tooMany = went.findIndex((toMs, to) => {
          const ceiling = highestDuring(ceilings, fromMs, toMs);
          const allowed = (ceiling * (toMs - fromMs)) / 1000 + Math.max(1, ceiling / 2);
          return to >= from && to - from + 1 > allowed + 1e-6;
        });
        expect(tooMany).toBe(-1);
      }
    }),
  );
});

/** The highest ceiling that held at any time of a window. */
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

/** A service that takes `tps` calls a second, with a burst of one second, 25 ms away. */
function simulatedService(pacer: RateLimiter) {
  const service = { tps: 20, answered: 0, throttled: 0 };
  let tokens = service.tps;
  let filledAtMs = now();
  async function call(): Promise<void> {
    const wentAtMs = await pacer.acquire(patient());
    await sleep(25);
    tokens = Math.min(service.tps, tokens + ((now() - filledAtMs) / 1000) * service.tps);
    filledAtMs = now();
    const admitted = tokens >= 1;
    if (admitted) tokens -= 1;
    await sleep(25);
    if (admitted) service.answered += 1;
    else {
      service.throttled += 1;
      pacer.throttled(wentAtMs);
    }
  }
  async function loop(): Promise<void> {
    for (;;) await call();
  }
  for (let lane = 0; lane < 10; lane += 1) void loop();
  return service;
}

it('settles around what the service takes, and is back at the ceiling ten seconds after', async () => {
  const pacer = new RateLimiter(10);
  const service = simulatedService(pacer);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(service.throttled).toBe(0);

  service.tps = 2;
  service.answered = 0;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(service.throttled).toBeLessThanOrEqual(30);
  expect(service.answered).toBeGreaterThan(100);

  service.tps = 20;
  await vi.advanceTimersByTimeAsync(10_000);
  expect(pacer.ratePerSecond).toBe(10);
});
