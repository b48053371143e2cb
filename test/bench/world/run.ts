import { SSOAdminClient } from '@aws-sdk/client-sso-admin';
import type { RequestRef } from 'sso-admin-waiter';
import { createEmulator } from 'sso-admin-waiter/emulator';
import type { Bench, Strategy } from '../strategies/strategy.js';
import { passTimeUntil, useVirtualTime } from '../time/virtual-time.js';
import { CallCounter, type CallCount } from './call-counter.js';
import { startArrivals } from './arrivals.js';
import { foresee } from './foresight.js';
import { SAME_FOR_ALL, TIMEOUT_MS, type Scenario } from './scenario.js';
import { startWeather } from './weather.js';

/** The emulator checks no signatures, and signing takes a tenth of the CPU time. */
const UNSIGNED = { sign: <Signed>(request: Signed) => Promise.resolve(request) };

/** The result of one wait. */
export interface WaitRecord {
  /** When the request ended, from the start of the run. */
  readonly endedAtMs: number;
  /** From the end of the request until its detection; absent if the wait failed. */
  readonly delayMs?: number;
}

/** The result of one strategy in one scenario with one seed. */
export interface RunRecord {
  readonly waits: readonly WaitRecord[];
  /** The number of false results. */
  readonly wrong: number;
  /** When the last wait ended. */
  readonly finishedAtMs: number;
  readonly own: CallCount;
  readonly rivals: CallCount;
  readonly stormy: CallCount;
}

/** Runs a scenario with a seed in virtual time. Call `warmUp` once in the thread before. */
export async function runScenario(
  scenario: Scenario,
  strategy: Strategy,
  seed: number,
): Promise<RunRecord> {
  const clock = useVirtualTime(`${scenario.name} ${seed}`);
  const calls = new CallCounter(scenario.storm);
  const emulator = createEmulator({
    ...SAME_FOR_ALL,
    ...scenario.emulator,
    seed,
    onCall: (call) => calls.count(call),
  });
  const waits: WaitRecord[] = [];
  const over = new Set<string>();
  let wrong = 0;

  const finished = new Promise<void>((resolve) => {
    const conclude = (ref: RequestRef, ending: 'SUCCEEDED' | 'FAILED' | undefined) => {
      if (over.has(ref.requestId)) return;
      over.add(ref.requestId);
      const request = emulator.inspect(ref.requestId);
      const endedAtMs = request?.endsAtMs ?? Infinity;
      if (ending === undefined) waits.push({ endedAtMs });
      else waits.push({ endedAtMs, delayMs: clock.nowMs - endedAtMs });
      if (ending !== undefined && request?.status !== ending) wrong += 1;
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
  const { own, rivals, stormy } = calls;
  return { waits, wrong, finishedAtMs: clock.nowMs, own, rivals, stormy };
}
