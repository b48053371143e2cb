// A Lambda function that waits as long as it may, and says so when that was not long enough.
import { isWaitTimeoutError, waitForRequest, type RequestRef } from 'sso-admin-waiter';

/** Time to answer after the wait has ended. */
const SPARE_MS = 3_000;

export async function handler(
  ref: RequestRef,
  context: { getRemainingTimeInMillis(): number },
): Promise<{ done: boolean; status: string }> {
  try {
    const timeoutMs = Math.max(1, context.getRemainingTimeInMillis() - SPARE_MS);
    const { status } = await waitForRequest(ref, { timeoutMs });
    return { done: true, status };
  } catch (error) {
    if (!isWaitTimeoutError(error)) throw error;
    return { done: false, status: error.lastStatus ?? 'unknown' };
  }
}
