import type { Scenario } from './scenario.js';

const QUICK = { medianMs: 3_000, sigma: 0.7 };
const USUAL = { medianMs: 20_000, sigma: 0.7 };
const SLOW = { medianMs: 180_000, sigma: 0.7 };

const SEEDS = 20;

/** A thousand requests are their own sample, and what peers make of them costs most of the time. */
const SEEDS_WHEN_HUGE = 3;

type Named = Pick<Scenario, 'name' | 'title'>;
type Changes = Partial<Omit<Scenario, keyof Named>>;

/** Provisionings that are all in flight from the start and take the usual time, unless changed. */
function scenario(name: string, title: string, changes: Changes): Scenario {
  const base = {
    requests: 100,
    arrival: { type: 'at-once' },
    kinds: ['permission-set-provisioning'],
    seeds: SEEDS,
    quickSeeds: 0,
  } as const;
  return { ...base, name, title, ...changes, emulator: { durations: USUAL, ...changes.emulator } };
}

/** All scenarios, in the order in which they are shown. */
export const SCENARIOS: readonly Scenario[] = [
  scenario('1-usual', '1 request, usual (median 20 s)', {
    requests: 1,
    quickSeeds: 40,
    seeds: 100,
  }),
  scenario('3-usual', '3 in flight, usual', { requests: 3, seeds: 40 }),
  scenario('10-usual', '10 in flight, usual', { requests: 10, quickSeeds: 10 }),
  scenario('100-usual', '100 in flight, usual', { quickSeeds: 3 }),
  scenario('1000-usual', '1,000 in flight, usual', {
    requests: 1_000,
    seeds: SEEDS_WHEN_HUGE,
    quickSeeds: 1,
  }),

  scenario('1-quick', '1 request, quick (median 3 s)', {
    requests: 1,
    seeds: 100,
    emulator: { durations: QUICK },
  }),
  scenario('10-quick', '10 in flight, quick', { requests: 10, emulator: { durations: QUICK } }),
  scenario('100-quick', '100 in flight, quick', {
    emulator: { durations: QUICK },
    quickSeeds: 3,
  }),

  scenario('1-slow', '1 request, slow (median 3 min)', {
    requests: 1,
    seeds: 100,
    quickSeeds: 40,
    emulator: { durations: SLOW },
  }),
  scenario('10-slow', '10 in flight, slow', { requests: 10, emulator: { durations: SLOW } }),
  scenario('100-slow', '100 in flight, slow', { seeds: 5, emulator: { durations: SLOW } }),

  scenario('slots', '1,200 through 15 slots, usual', {
    requests: 1_200,
    arrival: { type: 'slots', slots: 15 },
    kinds: ['account-assignment-creation'],
    seeds: SEEDS_WHEN_HUGE,
    quickSeeds: 1,
  }),
  scenario('three-kinds', '99 in flight, 33 of each kind', {
    requests: 99,
    kinds: [
      'permission-set-provisioning',
      'account-assignment-creation',
      'account-assignment-deletion',
    ],
  }),

  scenario('others-10', '100 in flight, others take 10 of 20 TPS', {
    emulator: { otherTrafficTps: 10 },
  }),
  scenario('others-17', '100 in flight, others take 17 of 20 TPS', {
    emulator: { otherTrafficTps: 17 },
    quickSeeds: 3,
  }),
  scenario('rivals-17', '100 in flight, others call 17 times a second and may lose', {
    competingTps: 17,
    quickSeeds: 3,
  }),
  scenario('storm', '100 in flight, 2 TPS from 10 s to 70 s', {
    storm: { fromMs: 10_000, untilMs: 70_000, ratePerSecond: 2 },
    quickSeeds: 3,
  }),
  scenario('storm-flow', '300 started over 150 s, 2 TPS from 30 s to 90 s', {
    requests: 300,
    arrival: { type: 'spread', everyMs: 500 },
    storm: { fromMs: 30_000, untilMs: 90_000, ratePerSecond: 2 },
    seeds: 10,
    quickSeeds: 1,
  }),

  scenario('lagging-lists', '100 in flight, lists lag by 5 s', { emulator: { listLagMs: 5_000 } }),
  scenario('shuffled-lists', '300 in flight, lists shuffled', {
    requests: 300,
    seeds: 10,
    emulator: { listOrder: 'shuffled' },
  }),
  scenario('old-newest-first', '100 in flight, 10,000 old entries, newest first', {
    emulator: { history: 10_000 },
    seeds: SEEDS,
  }),
  scenario('old-oldest-first', '100 in flight, 10,000 old entries, oldest first', {
    emulator: { history: 10_000, listOrder: 'oldest-first' },
    quickSeeds: 1,
  }),
];
