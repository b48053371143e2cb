import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import type {
  EmulatedCall,
  EmulatorOptions,
  FaultName,
  FaultRule,
} from '../../src/emulator/index.js';
import {
  REQUEST_KINDS,
  settleRequests,
  type RequestRef,
  type TrackerEvent,
} from '../../src/index.js';
import { KIND_TABLE } from '../../src/engine/requests/kind-table.js';
import {
  endVirtualTime,
  passTime,
  passTimeUntil,
  startVirtualTime,
} from '../support/virtual-time.js';
import { createWorld, type World } from '../support/world.js';
import { checkAsyncProperty } from './check-property.js';

/** Longer than any request takes. */
const TIMEOUT_MS = 3_000_000;

/** Maximum detection delay of an end, with any of the faults. */
const MAX_DELAY_MS = 60_000;

/** Faults that must never fail a wait. */
const RETRYABLE_FAULTS: readonly FaultName[] = [
  'throttle',
  'server-error',
  'html-error',
  'connection-reset',
  'cut-off-body',
  'empty-body',
  'unknown-status',
  'silence',
];

const service = fc.record({
  seed: fc.nat(),
  durations: fc.record({
    medianMs: fc.integer({ min: 200, max: 30_000 }),
    sigma: fc.double({ min: 0, max: 1, noNaN: true }),
  }),
  failureRate: fc.constantFrom(0, 0.2, 1),
  listOrder: fc.constantFrom('newest-first', 'oldest-first', 'shuffled'),
  listLagMs: fc.constantFrom(0, 500, 5_000),
  notFoundWindowMs: fc.constantFrom(0, 1_000, 5_000),
  latencyMs: fc.constantFrom(0, 50, 400),
  quotas: fc.record({ ratePerSecond: fc.constantFrom(3, 20) }),
}) satisfies fc.Arbitrary<EmulatorOptions>;

const faults = fc.array(
  fc.record({
    fault: fc.constantFrom(...RETRYABLE_FAULTS),
    probability: fc.double({ min: 0, max: 0.2, noNaN: true }),
  }),
  { maxLength: 3 },
);

/** Operations that an outage can affect, of every kind. */
const OPERATIONS = {
  all: '*',
  lists: REQUEST_KINDS.map((kind) => KIND_TABLE[kind].list.operation),
  describes: REQUEST_KINDS.map((kind) => KIND_TABLE[kind].describe.operation),
} as const satisfies Record<string, FaultRule['operations']>;

/** An outage at the beginning, of all calls or of one type. */
const outage = fc.record({
  fault: fc.constantFrom(...RETRYABLE_FAULTS),
  durationMs: fc.constantFrom(0, 0, 5_000, 60_000),
  operations: fc.constantFrom('all' as const, 'lists' as const, 'describes' as const),
});

const wait = fc.record({
  details: fc.constantFrom('failed' as const, 'all' as const),
  kinds: fc.array(fc.constantFrom(...REQUEST_KINDS), { minLength: 1, maxLength: 60 }),
  /** Other requests in progress of each kind; their ends move rows between pages. */
  others: fc.constantFrom(0, 0, 120, 250),
  /** 3: the SDK retries, too. */
  maxAttempts: fc.constantFrom(1, 3),
});

const anyCase = fc.record({ service, faults, outage, wait });
type Case = typeof anyCase extends fc.Arbitrary<infer Value> ? Value : never;

/** A reported end, and its detection delay. */
interface End {
  readonly requestId: string;
  readonly isCorrect: boolean;
  readonly delayMs: number;
}

/** Starts requests and waits for all of them, in virtual time. */
async function settle(each: Case) {
  const { details, kinds, others, maxAttempts } = each.wait;
  const world = createWorld(each.service, { maxAttempts });
  const refs = kinds.map((kind) => world.emulator.startRequest({ kind }));
  for (const kind of new Set(kinds)) {
    for (let other = 0; other < others; other += 1) world.emulator.startRequest({ kind });
  }
  const faulty = breakService(world, each);

  const ends: End[] = [];
  const onEvent = (event: TrackerEvent) => {
    if (event.type !== 'succeeded' && event.type !== 'failed') return;
    const actual = world.emulator.inspect(event.requestId);
    ends.push({
      requestId: event.requestId,
      isCorrect: actual?.status === event.status,
      delayMs: performance.now() - Math.max(actual?.endsAtMs ?? Infinity, faulty.endsAtMs),
    });
  };
  const { client } = world;
  const outcomes = await passTimeUntil(
    settleRequests(refs, { client, details, timeoutMs: TIMEOUT_MS, onEvent }),
  );
  faulty.clearTimer();
  return { world, refs, outcomes, ends };
}

/** Adds the faults. @returns when the outage ends, and a function that clears its timer */
function breakService({ emulator }: World, each: Case) {
  const { fault, durationMs, operations } = each.outage;
  const broken = { fault, operations: OPERATIONS[operations] };
  const timer = durationMs > 0 ? setTimeout(emulator.addFault(broken), durationMs) : undefined;
  for (const rule of each.faults) emulator.addFault(rule);
  return {
    endsAtMs: performance.now() + durationMs,
    // Requests can settle during an outage of lists.
    clearTimer: () => clearTimeout(timer),
  };
}

/** The expected outcome, from the emulator's state. */
function expectedOutcome({ emulator }: World, { requestId }: RequestRef) {
  const actual = emulator.inspect(requestId);
  return {
    requestId,
    type: actual?.finalStatus.toLowerCase(),
    ...(actual?.failureReason === undefined ? {} : { failureReason: actual.failureReason }),
  };
}

/** The maximum number of calls in any second. */
function maxCallsPerSecond(log: readonly EmulatedCall[]): number {
  let from = 0;
  let max = 0;
  for (const [to, { atMs }] of log.entries()) {
    while (atMs - (log[from]?.atMs ?? atMs) >= 1_000) from += 1;
    max = Math.max(max, to - from + 1);
  }
  return max;
}

it('settles every request correctly, once and in time, and leaves no timer', async () => {
  await checkAsyncProperty(
    fc.asyncProperty(anyCase, async (each) => {
      startVirtualTime();
      const { world, refs, outcomes, ends } = await settle(each);
      const { details, maxAttempts } = each.wait;

      expect(outcomes).toMatchObject(refs.map((ref) => expectedOutcome(world, ref)));
      expect(ends.map(({ requestId }) => requestId).toSorted()).toEqual(
        refs.map(({ requestId }) => requestId).toSorted(),
      );
      expect(ends.filter(({ isCorrect }) => !isCorrect)).toEqual([]);
      expect(ends.filter(({ delayMs }) => delayMs > MAX_DELAY_MS)).toEqual([]);
      if (details === 'all') {
        for (const outcome of outcomes) expect(outcome).toHaveProperty('permissionSetArn');
      }

      const { total: calls, log } = world.emulator.calls;
      // The SDK's own retries bypass the rate limiter.
      if (maxAttempts === 1) expect(maxCallsPerSecond(log)).toBeLessThanOrEqual(15);

      await passTime(0);
      expect(vi.getTimerCount()).toBe(0);
      expect(world.emulator.calls.total).toBe(calls);
      endVirtualTime();
    }),
    25,
  );
});
