import { ListInstancesCommand, SSOAdminClient } from '@aws-sdk/client-sso-admin';
import { createEmulator } from 'sso-admin-waiter/emulator';
import { seededRandom } from './random.js';
import { VirtualClock } from './virtual-clock.js';

const EPOCH_MS = Date.UTC(2026, 0, 1);
const RealDate = Date;

/** The return value of `setTimeout`, with the methods of Node's. */
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

/** Makes a call, because the SDK loads modules at the first one, which virtual time cannot wait for. */
export async function warmUp(): Promise<void> {
  // Stacks of throttled calls are not used, and take time.
  Error.stackTraceLimit = 0;
  await new SSOAdminClient(createEmulator().clientConfig()).send(new ListInstancesCommand({}));
}

/**
 * Replaces timers, clocks and random numbers in this thread by deterministic ones. Calls through the
 * emulator's in-process handler need only timers and microtasks.
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
 * @throws when no timer is left
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
    if (!clock.advance()) throw new Error('The promise is pending, and no timer is left.');
    await quiet();
  }
  return promise;
}

/** Resolves after all microtasks. */
function quiet(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function replace(target: object, values: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(values)) {
    Object.defineProperty(target, name, { value, configurable: true, writable: true });
  }
}
