import type { Scenario } from './scenario.js';

const QUICK = { medianMs: 3_000, sigma: 0.7 };
const USUAL = { medianMs: 20_000, sigma: 0.7 };
const SLOW = { medianMs: 180_000, sigma: 0.7 };

const SEEDS = 20;

/**
 * A run of 100 requests has 100 samples, and the thousands of throttled calls of peers take most of the
 * time.
 */
const PEER_SEEDS = 2;

/** Peers read no lists, so the results do not depend on lists. */
const PEER_SEEDS_WHERE_ONLY_LISTS_DIFFER = 1;

type Named = Pick<Scenario, 'name' | 'title'>;
type Changes = Partial<Omit<Scenario, keyof Named>>;

/** By default, 100 provisionings of the usual duration, all started at once. */
function scenario(name: string, title: string, changes: Changes): Scenario {
  const base = {
    requests: 100,
    arrival: { type: 'at-once' },
    kinds: ['permission-set-provisioning'],
    seeds: SEEDS,
    peerSeeds: SEEDS,
    quickSeeds: 0,
  } as const;
  return { ...base, name, title, ...changes, emulator: { durations: USUAL, ...changes.emulator } };
}

/** Scenarios by number and duration of requests. */
const LOADS: readonly Scenario[] = [
  scenario('1-usual', '1 request, usual (median 20 s)', {
    requests: 1,
    seeds: 100,
    peerSeeds: 100,
    quickSeeds: 30,
  }),
  scenario('3-usual', '3 in flight, usual', { requests: 3, seeds: 40, peerSeeds: 40 }),
  scenario('10-usual', '10 in flight, usual', { requests: 10, quickSeeds: 10 }),
  scenario('100-usual', '100 in flight, usual', { peerSeeds: 5, quickSeeds: 3 }),
  scenario('1000-usual', '1,000 in flight, usual', {
    requests: 1_000,
    seeds: 5,
    peerSeeds: 1,
    quickSeeds: 1,
  }),
  scenario('1-quick', '1 request, quick (median 3 s)', {
    requests: 1,
    seeds: 100,
    peerSeeds: 100,
    emulator: { durations: QUICK },
  }),
  scenario('10-quick', '10 in flight, quick', { requests: 10, emulator: { durations: QUICK } }),
  scenario('100-quick', '100 in flight, quick', {
    emulator: { durations: QUICK },
    peerSeeds: 5,
    quickSeeds: 3,
  }),
  scenario('1-slow', '1 request, slow (median 3 min)', {
    requests: 1,
    seeds: 30,
    peerSeeds: 30,
    quickSeeds: 15,
    emulator: { durations: SLOW },
  }),
  scenario('10-slow', '10 in flight, slow', {
    requests: 10,
    peerSeeds: 4,
    emulator: { durations: SLOW },
  }),
  scenario('30-slow', '30 in flight, slow', {
    requests: 30,
    peerSeeds: 2,
    emulator: { durations: SLOW },
  }),
  scenario('slots', '1,200 through 15 slots, usual', {
    requests: 1_200,
    arrival: { type: 'slots', slots: 15 },
    kinds: ['account-assignment-creation'],
    seeds: 3,
    peerSeeds: 1,
    quickSeeds: 1,
  }),
  scenario('three-kinds', '99 in flight, 33 of each kind', {
    requests: 99,
    peerSeeds: PEER_SEEDS,
    kinds: [
      'permission-set-provisioning',
      'account-assignment-creation',
      'account-assignment-deletion',
    ],
  }),
];

/** Scenarios with other callers, or a lower rate. */
const WEATHER: readonly Scenario[] = [
  scenario('others-10', '100 in flight, others take 10 of 20 TPS', {
    peerSeeds: PEER_SEEDS,
    emulator: { otherTrafficTps: 10 },
  }),
  scenario('others-17', '100 in flight, others take 17 of 20 TPS', {
    peerSeeds: PEER_SEEDS,
    quickSeeds: 3,
    emulator: { otherTrafficTps: 17 },
  }),
  scenario('rivals-17', '100 in flight, others call 17 times a second and may be throttled', {
    peerSeeds: PEER_SEEDS,
    quickSeeds: 3,
    competingTps: 17,
  }),
  scenario('storm', '100 in flight, 2 TPS from 10 s to 70 s', {
    peerSeeds: PEER_SEEDS,
    quickSeeds: 3,
    storm: { fromMs: 10_000, untilMs: 70_000, ratePerSecond: 2 },
  }),
  scenario('storm-flow', '150 started over 150 s, 2 TPS from 30 s to 90 s', {
    requests: 150,
    arrival: { type: 'spread', everyMs: 1_000 },
    peerSeeds: 1,
    quickSeeds: 1,
    storm: { fromMs: 30_000, untilMs: 90_000, ratePerSecond: 2 },
  }),
];

/** Scenarios with lists that are late, unordered, or full of old requests. */
const LISTS: readonly Scenario[] = [
  scenario('lagging-lists', '100 in flight, lists lag by 5 s', {
    peerSeeds: PEER_SEEDS_WHERE_ONLY_LISTS_DIFFER,
    quickSeeds: 3,
    emulator: { listLagMs: 5_000 },
  }),
  scenario('lagging-lists-10', '10 in flight, lists lag by 5 s', {
    requests: 10,
    quickSeeds: 5,
    emulator: { listLagMs: 5_000 },
  }),
  scenario('shuffled-lists', '300 in flight, lists shuffled', {
    requests: 300,
    peerSeeds: PEER_SEEDS_WHERE_ONLY_LISTS_DIFFER,
    emulator: { listOrder: 'shuffled' },
  }),
  scenario('old-newest-first', '100 in flight, 10,000 old entries, newest first', {
    peerSeeds: PEER_SEEDS_WHERE_ONLY_LISTS_DIFFER,
    seeds: 10,
    emulator: { history: 10_000 },
  }),
  scenario('old-oldest-first', '100 in flight, 10,000 old entries, oldest first', {
    peerSeeds: PEER_SEEDS_WHERE_ONLY_LISTS_DIFFER,
    seeds: 10,
    quickSeeds: 2,
    emulator: { history: 10_000, listOrder: 'oldest-first' },
  }),
];

/** All scenarios, in display order. */
export const SCENARIOS: readonly Scenario[] = [...LOADS, ...WEATHER, ...LISTS];
