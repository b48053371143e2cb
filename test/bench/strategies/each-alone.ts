import type { RequestRef } from 'sso-admin-waiter';
import type { Bench, Ending, WaitFor } from './strategy.js';

/**
 * Waits for each request by itself, all at the same time: the way of every peer. A wait that rejects
 * has given up.
 */
export function eachAlone(
  { know, giveUp }: Pick<Bench, 'know' | 'giveUp'>,
  waitForOne: (ref: RequestRef) => Promise<Ending | undefined>,
): WaitFor {
  const watch = async (ref: RequestRef) => {
    const ending = await waitForOne(ref).catch(() => undefined);
    if (ending === undefined) giveUp(ref);
    else know(ref, ending);
  };
  return (refs) => {
    for (const ref of refs) void watch(ref);
  };
}
