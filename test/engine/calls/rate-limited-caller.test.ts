import { getEventListeners } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { CallError } from '../../../src/engine/calls/call-error.js';
import { CallLog, type Call, type CallReport } from '../../../src/engine/calls/call-log.js';
import { RateLimiter } from '../../../src/engine/calls/rate-limiter.js';
import { RateLimitedCaller } from '../../../src/engine/calls/rate-limited-caller.js';
import { now } from '../../../src/engine/util/clock.js';
import { sleep } from '../../../src/engine/util/abortable.js';
import { passTime, passTimeUntil, useVirtualTime } from '../../support/virtual-time.js';

useVirtualTime();

const DESCRIBE: Call = { type: 'describe', operation: 'DescribeX' };
const LIST: Call = { type: 'list', operation: 'ListX' };
const CALL_TIMEOUT_MS = 2_000;

/** A caller, with a record of its reports. */
function createCaller(ceiling = 1_000) {
  const limiter = new RateLimiter(ceiling);
  const log = new CallLog();
  const reports: CallReport[] = [];
  log.subscribe((report) => reports.push(report));
  return {
    caller: new RateLimitedCaller(limiter, log, () => CALL_TIMEOUT_MS),
    limiter,
    log,
    reports,
  };
}

/** An error as the SDK throws it. */
function fault(name: string, members: object = {}): Error {
  return Object.assign(new Error('message from AWS'), { name }, members);
}

const throttling = (headers = {}) => fault('ThrottlingException', { $response: { headers } });
const serverError = () => fault('InternalServerException');

/** A call that succeeds after throwing each of `errors` once. */
function failingFirst(...errors: Error[]) {
  return vi.fn<(signal: AbortSignal) => Promise<string>>(() => {
    const error = errors.shift();
    return error ? Promise.reject(error) : Promise.resolve('response');
  });
}

function call(
  { caller }: { readonly caller: RateLimitedCaller },
  send: (signal: AbortSignal) => Promise<string>,
  { signal } = new AbortController(),
): Promise<unknown> {
  return caller.call(DESCRIBE, signal, send).catch((error: unknown) => error);
}

describe('a retryable fault', () => {
  it.each([
    ['throttling', throttling],
    ['a server error', serverError],
    ['a lost connection', () => fault('Error', { code: 'ECONNRESET' })],
    ['a page of HTML', () => Object.assign(new SyntaxError('Unexpected token <'))],
  ])('is retried: %s', async (_, error) => {
    const setup = createCaller();
    const send = failingFirst(error(), error());
    expect(await passTimeUntil(call(setup, send))).toBe('response');
    expect(send).toHaveBeenCalledTimes(3);
  });

  it('is thrown after five attempts', async () => {
    const setup = createCaller();
    const send = failingFirst(...Array.from({ length: 9 }, serverError));
    const error = await passTimeUntil(call(setup, send));
    expect(error).toBeInstanceOf(CallError);
    expect(error).toMatchObject({ call: DESCRIBE, fault: { kind: 'transient' } });
    expect(send).toHaveBeenCalledTimes(5);
    expect(now()).toBeLessThan(20_000);
  });

  it('is retried with exponential backoff', async () => {
    const setup = createCaller();
    const times: number[] = [];
    await passTimeUntil(
      call(setup, () => {
        times.push(now());
        return Promise.reject(serverError());
      }),
    );
    const pauses = times.slice(1).map((atMs, index) => atMs - (times[index] ?? NaN));
    for (const [index, leastMs] of [250, 500, 1_000, 2_000].entries()) {
      expect(pauses[index]).toBeGreaterThanOrEqual(leastMs);
      expect(pauses[index]).toBeLessThanOrEqual(2 * leastMs + 1);
    }
  });

  it('takes a token of the rate limiter for each attempt', async () => {
    const setup = createCaller(0.1);
    const times: number[] = [];
    void call(setup, () => {
      times.push(now());
      return Promise.reject(serverError());
    });
    await passTime(25_000);
    expect(times.map((atMs) => atMs - (times[0] ?? NaN))).toEqual([0, 10_000, 20_000]);
  });
});

it.each([
  'AccessDeniedException',
  'ValidationException',
  'ResourceNotFoundException',
  'ExpiredTokenException',
  'ServiceQuotaExceededException',
])('throws a permanent fault at once: %s', async (name) => {
  const setup = createCaller();
  const send = failingFirst(fault(name));
  const error = await passTimeUntil(call(setup, send));
  expect(error).toMatchObject({ name: 'CallError', fault: { name }, cause: { name } });
  expect(send).toHaveBeenCalledOnce();
});

it.each([
  ['a bug', new TypeError('x is not a function')],
  ['a value that is not an error', 'text'],
])('wraps anything thrown in a CallError: %s', async (_, thrown) => {
  const setup = createCaller();
  const send = vi.fn<() => Promise<string>>(() => Promise.reject(thrown));
  const error = await passTimeUntil(call(setup, send));
  expect(error).toMatchObject({ name: 'CallError', fault: { kind: 'other', error: thrown } });
  expect(send).toHaveBeenCalledOnce();
});

describe('throttling', () => {
  it('slows the rate limiter down', async () => {
    const setup = createCaller(10);
    await passTimeUntil(call(setup, failingFirst(throttling())));
    expect(setup.limiter.ratePerSecond).toBeLessThan(10);
  });

  it('blocks all calls for the pause that AWS requested', async () => {
    const setup = createCaller();
    void call(setup, failingFirst(throttling({ 'retry-after': '8' })));
    await passTime(0);
    const other = failingFirst();
    const response = call(setup, other);
    await passTime(7_999);
    expect(other).not.toHaveBeenCalled();
    await passTimeUntil(response);
    expect(now()).toBeLessThan(8_100);
  });

  it('and the recovery are counted and reported', async () => {
    const setup = createCaller(10);
    await passTimeUntil(call(setup, failingFirst(throttling())));
    expect(setup.log.counts()).toEqual({ describe: 2, list: 0, throttled: 1, failed: 0 });
    expect(setup.reports).toEqual([
      expect.objectContaining({ type: 'throttled', call: DESCRIBE, ratePerSecond: 5 }),
      { type: 'recovered', call: DESCRIBE, afterMs: now() },
    ]);
  });
});

describe('counts and reports', () => {
  it('distinguish describes from lists', async () => {
    const { caller, log } = createCaller();
    const { signal } = new AbortController();
    await caller.call(DESCRIBE, signal, failingFirst());
    await caller.call(LIST, signal, failingFirst());
    await caller.call(LIST, signal, failingFirst());
    expect(log.counts()).toEqual({ describe: 1, list: 2, throttled: 0, failed: 0 });
  });

  it('name the failed attempt, and the time until recovery', async () => {
    const setup = createCaller();
    await passTimeUntil(call(setup, failingFirst(serverError(), serverError())));
    expect(setup.reports).toMatchObject([
      { type: 'poll-failed', attempt: 1 },
      { type: 'poll-failed', attempt: 2 },
      { type: 'recovered', afterMs: now() },
    ]);
    expect(setup.log.counts().failed).toBe(2);
  });

  it('report a recovery once', async () => {
    const setup = createCaller();
    await passTimeUntil(call(setup, failingFirst(serverError())));
    await passTimeUntil(call(setup, failingFirst()));
    expect(setup.reports.map(({ type }) => type)).toEqual(['poll-failed', 'recovered']);
  });

  it('do not count an unknown id as a failure', async () => {
    const setup = createCaller();
    await passTimeUntil(call(setup, failingFirst(fault('ResourceNotFoundException'))));
    expect(setup.reports).toEqual([]);
    expect(setup.log.counts().failed).toBe(0);
  });

  it('report no recovery from a permanent fault', async () => {
    const setup = createCaller();
    await passTimeUntil(call(setup, failingFirst(fault('AccessDeniedException'))));
    await passTimeUntil(call(setup, failingFirst()));
    expect(setup.reports.map(({ type }) => type)).toEqual(['poll-failed']);
  });

  it('do not reach a removed listener', async () => {
    const setup = createCaller();
    const listener = vi.fn<() => void>();
    setup.log.subscribe(listener)();
    await passTimeUntil(call(setup, failingFirst(serverError())));
    expect(listener).not.toHaveBeenCalled();
  });
});

describe('the time limit', () => {
  it('ends a call without a response, which is retried', async () => {
    const setup = createCaller();
    let calls = 0;
    const hangingFirst = (signal: AbortSignal) => {
      calls += 1;
      return calls === 1
        ? sleep(Infinity, signal).then(() => 'never')
        : Promise.resolve('response');
    };
    expect(await passTimeUntil(call(setup, hangingFirst))).toBe('response');
    expect(setup.reports[0]).toMatchObject({ fault: { name: 'CallTimeoutError' } });
    expect(now()).toBeLessThan(CALL_TIMEOUT_MS + 1_000);
  });

  it('begins when the call is sent, not when it is queued', async () => {
    const setup = createCaller(0.1);
    await passTimeUntil(call(setup, failingFirst()));
    const response = call(setup, async (signal) => {
      await sleep(CALL_TIMEOUT_MS - 1, signal);
      return 'response';
    });
    expect(await passTimeUntil(response)).toBe('response');
    expect(setup.reports).toEqual([]);
  });
});

describe('an abort', () => {
  const reason = new Error('cancelled');
  const hanging = (signal: AbortSignal) => sleep(Infinity, signal).then(() => 'never');

  it.each([
    ['while the call is queued', 0.001, failingFirst()],
    ['while it is in flight', 1_000, hanging],
    ['between two attempts', 1_000, failingFirst(serverError(), serverError(), serverError())],
  ])(
    'rejects at once with its reason, and leaves no timer or listener: %s',
    async (_, ceiling, send) => {
      const setup = createCaller(ceiling);
      // Takes the only token of the slow limiter.
      await setup.limiter.acquire(new AbortController().signal);
      const controller = new AbortController();
      const caught = call(setup, send, controller);
      await passTime(100);
      const { describe: sent } = setup.log.counts();
      const beforeMs = now();

      controller.abort(reason);

      expect(await caught).toBe(reason);
      expect(now()).toBe(beforeMs);
      expect(vi.getTimerCount()).toBe(0);
      expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
      await passTime(60_000);
      expect(setup.log.counts().describe).toBe(sent);
    },
  );

  it('is neither counted nor reported as a failure', async () => {
    const setup = createCaller();
    const controller = new AbortController();
    const caught = call(setup, hanging, controller);
    await passTime(10);
    controller.abort(reason);
    await caught;
    expect(setup.reports).toEqual([]);
    expect(setup.log.counts().failed).toBe(0);
  });

  it('rejects with a reason that is not an error unchanged', async () => {
    const setup = createCaller();
    const controller = new AbortController();
    const caught = call(setup, hanging, controller);
    await passTime(10);
    controller.abort('cancelled');
    expect(await caught).toBe('cancelled');
  });
});

describe('concurrency limits', () => {
  /** Makes `count` calls. @returns the maximum in flight at a time */
  async function maxInFlight(
    caller: RateLimitedCaller,
    what: Call,
    count: number,
  ): Promise<number> {
    let running = 0;
    let max = 0;
    const send = async () => {
      running += 1;
      max = Math.max(max, running);
      await sleep(1_000);
      running -= 1;
      return 'response';
    };
    const calls = Array.from({ length: count }, () =>
      caller.call(what, new AbortController().signal, send),
    );
    await passTimeUntil(Promise.all(calls));
    return max;
  }

  it('do not delay an urgent call while ten describes hang', async () => {
    const { caller } = createCaller();
    const { signal } = new AbortController();
    for (let each = 0; each < 20; each += 1) {
      caller.call(DESCRIBE, signal, () => sleep(1_900)).catch(() => undefined);
    }
    let sent = 0;
    for (const urgent of [true, false]) {
      void caller.call({ ...DESCRIBE, urgent }, signal, () => {
        sent += 1;
        return Promise.resolve();
      });
    }
    await passTime(100);
    expect(sent).toBe(1);
    await passTime(10_000);
    expect(sent).toBe(2);
  });

  it('allow ten describes and five lists in flight', async () => {
    const { caller } = createCaller();
    expect(await maxInFlight(caller, DESCRIBE, 40)).toBe(10);
    expect(await maxInFlight(caller, LIST, 40)).toBe(5);
  });

  it('do not delay a list behind describes', async () => {
    const setup = createCaller();
    const slow = () => sleep(1_000).then(() => 'response');
    const describes = Array.from({ length: 11 }, () => call(setup, slow));
    const list = setup.caller.call(LIST, new AbortController().signal, failingFirst());
    expect(await list).toBe('response');
    expect(now()).toBe(0);
    await passTimeUntil(Promise.all(describes));
    expect(now()).toBe(2_000);
  });

  it('do not count a call that pauses between two attempts', async () => {
    const setup = createCaller();
    const failing = Array.from({ length: 10 }, () =>
      call(setup, failingFirst(serverError(), serverError(), serverError())),
    );
    await passTime(10);
    const other = failingFirst();
    await call(setup, other);
    expect(now()).toBeLessThan(250);
    await passTimeUntil(Promise.all(failing));
  });
});
