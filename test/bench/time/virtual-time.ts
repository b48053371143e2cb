import { ListInstancesCommand, SSOAdminClient } from '@aws-sdk/client-sso-admin';
import { createEmulator } from 'sso-admin-waiter/emulator';
import { seededRandom } from './random.js';
import { VirtualClock } from './virtual-clock.js';

const EPOCH_MS = Date.UTC(2026, 0, 1);
const RealDate = Date;

/** What Node's timers return; the code under test may call any of these. */
class VirtualTimeout {
  readonly id: number;
  constructor(id: number) {
    this.id = id;
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }
  hasRef(): boolean {
    return true;
  }
  [Symbol.toPrimitive](): number {
    return this.id;
  }
}

/** At its first call the SDK loads parts of itself, which virtual time could not wait for. */
export async function warmUp(): Promise<void> {
  // Nobody reads the stacks of a hundred thousand throttles.
  Error.stackTraceLimit = 0;
  await new SSOAdminClient(createEmulator().clientConfig()).send(new ListInstancesCommand({}));
}

/**
 * Replaces timers, clocks and chance in this thread by ones that are the same every time. Calls
 * through the emulator's in-process handler need timers and microtasks only.
 */
export function useVirtualTime(seed: string): VirtualClock {
  const clock = new VirtualClock();
  replace(globalThis, {
    setTimeout: (run: (...args: unknown[]) => void, delayMs?: number, ...args: unknown[]) =>
      new VirtualTimeout(clock.set(() => run(...args), delayMs)),
    clearTimeout: (timeout: unknown) => {
      if (timeout instanceof VirtualTimeout) clock.cancel(timeout.id);
    },
    Date: class VirtualDate extends RealDate {
      constructor(...args: [] | [number | string | Date]) {
        super(...((args.length === 0 ? [EPOCH_MS + clock.nowMs] : args) as [number]));
      }
      static override now(): number {
        return Math.floor(EPOCH_MS + clock.nowMs);
      }
    },
  });
  replace(performance, { now: () => clock.nowMs });
  replace(Math, { random: seededRandom(seed) });
  return clock;
}

/**
 * Lets virtual time pass, from timer to timer, until `promise` has settled.
 *
 * @throws when nothing is left that could settle it
 */
export async function passTimeUntil<Result>(
  clock: VirtualClock,
  promise: Promise<Result>,
): Promise<Result> {
  let settled = false;
  const mark = () => {
    settled = true;
  };
  promise.then(mark, mark);
  await quiet();
  while (!settled) {
    if (!clock.advance()) throw new Error('Nothing is left that could settle the promise.');
    await quiet();
  }
  return promise;
}

/** Lets everything happen that can happen without time passing: all microtasks come first. */
function quiet(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function replace(target: object, values: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(values)) {
    Object.defineProperty(target, name, { value, configurable: true, writable: true });
  }
}
