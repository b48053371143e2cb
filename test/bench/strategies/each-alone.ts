import type { RequestRef } from 'sso-admin-waiter';
import type { Bench, Ending, WaitFor } from './strategy.js';

/**
 * Waits for each request separately, all at the same time, as every peer does. A wait that rejects ends
 * without a result.
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
