import fc from 'fast-check';
import { afterEach, expect, it, vi } from 'vitest';
import type { EmulatedCall, EmulatorOptions, FaultName } from '../../src/emulator/index.js';
import {
  REQUEST_KINDS,
  settleRequests,
  type RequestRef,
  type TrackerEvent,
} from '../../src/index.js';
import { passTime, passTimeUntil, useRealTime, useVirtualTime } from '../support/virtual-time.js';
import { createWorld, type World } from '../support/world.js';
import { checkAsyncProperty } from './check-property.js';

// A case that failed leaves virtual time on.
afterEach(useRealTime);

/** No request takes so long, by far. */
const TIMEOUT_MS = 3_000_000;

/** What a service may do to those who poll it. None of it may ever fail a wait. */
const PASSING_FAULTS: readonly FaultName[] = [
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
    fault: fc.constantFrom(...PASSING_FAULTS),
    probability: fc.double({ min: 0, max: 0.2, noNaN: true }),
  }),
  { maxLength: 3 },
);

const wait = fc.record({
  details: fc.constantFrom('failed' as const, 'all' as const),
  kinds: fc.array(fc.constantFrom(...REQUEST_KINDS), { minLength: 1, maxLength: 60 }),
  /** How many requests of others run beside each kind: what moves between pages. */
  others: fc.constantFrom(0, 0, 120, 250),
  /** Retries of the SDK's own, beneath the engine's. */
  maxAttempts: fc.constantFrom(1, 3),
});

type Case = readonly [
  EmulatorOptions,
  readonly { readonly fault: FaultName; readonly probability: number }[],
  {
    details: 'failed' | 'all';
    kinds: (typeof REQUEST_KINDS)[number][];
    others: number;
    maxAttempts: number;
  },
];

/** Waits for all in virtual time; what came of it, and what the emulator knew at the time. */
async function settle([options, rules, { details, kinds, others, maxAttempts }]: Case) {
  const world = createWorld(options, { maxAttempts });
  for (const rule of rules) world.emulator.addFault(rule);
  const refs: RequestRef[] = [];
  for (const kind of kinds) refs.push(world.emulator.startRequest({ kind }));
  for (const kind of new Set(kinds)) {
    for (let other = 0; other < others; other += 1) world.emulator.startRequest({ kind });
  }

  const ends: string[] = [];
  const lies: unknown[] = [];
  const onEvent = (event: TrackerEvent) => {
    if (event.type !== 'succeeded' && event.type !== 'failed') return;
    ends.push(event.requestId);
    if (world.emulator.truth(event.requestId)?.status !== event.status) lies.push(event);
  };
  const { client } = world;
  const outcomes = await passTimeUntil(
    settleRequests(refs, { client, details, timeoutMs: TIMEOUT_MS, onEvent }),
  );
  return { world, refs, outcomes, ends, lies };
}

/** What a request's outcome must say, as the emulator knows it. */
function expectedOutcome({ emulator }: World, { requestId }: RequestRef) {
  const truth = emulator.truth(requestId);
  return {
    requestId,
    type: truth?.finalStatus.toLowerCase(),
    ...(truth?.failureReason === undefined ? {} : { failureReason: truth.failureReason }),
  };
}

/** The most calls that came within a second of each other. */
function busiestSecond(log: readonly EmulatedCall[]): number {
  let from = 0;
  let most = 0;
  for (const [to, { atMs }] of log.entries()) {
    while (atMs - (log[from]?.atMs ?? atMs) >= 1_000) from += 1;
    most = Math.max(most, to - from + 1);
  }
  return most;
}

it('settles every request to the truth, once, and leaves nothing behind, whatever happens', async () => {
  await checkAsyncProperty(
    fc.asyncProperty(service, faults, wait, async (...each) => {
      useVirtualTime();
      const { world, refs, outcomes, ends, lies } = await settle(each);
      const [, , { details, maxAttempts }] = each;

      expect(outcomes).toMatchObject(refs.map((ref) => expectedOutcome(world, ref)));
      expect(outcomes).toHaveLength(refs.length);
      expect(lies).toEqual([]);
      expect(ends.toSorted()).toEqual(refs.map(({ requestId }) => requestId).toSorted());
      if (details === 'all') {
        for (const outcome of outcomes) expect(outcome).toHaveProperty('permissionSetArn');
      }

      const { total: calls, log } = world.emulator.calls;
      // The SDK's own retries pass the pacer by; the engine's do not.
      if (maxAttempts === 1) expect(busiestSecond(log)).toBeLessThanOrEqual(15);

      await passTime(0);
      expect(vi.getTimerCount()).toBe(0);
      expect(world.emulator.calls.total).toBe(calls);
      useRealTime();
    }),
    25,
  );
});
