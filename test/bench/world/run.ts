import { SSOAdminClient } from '@aws-sdk/client-sso-admin';
import type { RequestRef } from 'sso-admin-waiter';
import { createEmulator } from 'sso-admin-waiter/emulator';
import type { Bench, Strategy } from '../strategies/strategy.js';
import { passTimeUntil, useVirtualTime } from '../time/virtual-time.js';
import { CallBook, type CallCount } from './call-book.js';
import { startArrivals } from './arrivals.js';
import { foresee } from './foresight.js';
import { SAME_FOR_ALL, TIMEOUT_MS, type Scenario } from './scenario.js';
import { startWeather } from './weather.js';

/** The emulator checks no signatures, and making them is a tenth of what the bench costs. */
const UNSIGNED = { sign: <Signed>(request: Signed) => Promise.resolve(request) };

/** What came of one request. */
export interface WaitRecord {
  /** When it ended, from the start of the run. */
  readonly endedAtMs: number;
  /** From its true end to the strategy knowing that it ended as it did; absent when it gave up. */
  readonly delayMs?: number;
}

/** What came of one strategy in one scenario with one seed. */
export interface RunRecord {
  readonly waits: readonly WaitRecord[];
  /** Ends reported that were not so. */
  readonly wrong: number;
  /** When the last wait was over. */
  readonly finishedAtMs: number;
  readonly own: CallCount;
  readonly rivals: CallCount;
  readonly stormy: CallCount;
}

/** Runs a scenario with a seed in virtual time; call `warmUp` once in the thread before. */
export async function runScenario(
  scenario: Scenario,
  strategy: Strategy,
  seed: number,
): Promise<RunRecord> {
  const clock = useVirtualTime(`${scenario.name} ${seed}`);
  const book = new CallBook(scenario.storm);
  const emulator = createEmulator({
    ...SAME_FOR_ALL,
    ...scenario.emulator,
    seed,
    onCall: (call) => book.note(call),
  });
  const waits: WaitRecord[] = [];
  const over = new Set<string>();
  let wrong = 0;

  const finished = new Promise<void>((resolve) => {
    const conclude = (ref: RequestRef, ending: 'SUCCEEDED' | 'FAILED' | undefined) => {
      if (over.has(ref.requestId)) return;
      over.add(ref.requestId);
      const truth = emulator.inspect(ref.requestId);
      const endedAtMs = truth?.endsAtMs ?? Infinity;
      if (ending === undefined) waits.push({ endedAtMs });
      else waits.push({ endedAtMs, delayMs: clock.nowMs - endedAtMs });
      if (ending !== undefined && truth?.status !== ending) wrong += 1;
      arrivals.concluded();
      if (waits.length === scenario.requests) resolve();
    };
    const bench: Bench = {
      newClient: (config = {}) =>
        new SSOAdminClient({
          ...emulator.clientConfig(),
          signer: UNSIGNED,
          cacheMiddleware: true,
          ...config,
        }),
      timeoutMs: TIMEOUT_MS,
      know: conclude,
      giveUp: (ref) => conclude(ref, undefined),
      foresight: foresee(emulator, scenario),
    };
    startWeather(emulator, scenario, seed);
    const arrivals = startArrivals(emulator, scenario, strategy.begin(bench));
  });
  await passTimeUntil(clock, finished);
  const { own, rivals, stormy } = book;
  return { waits, wrong, finishedAtMs: clock.nowMs, own, rivals, stormy };
}
