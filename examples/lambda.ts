// A Lambda function that waits until shortly before its own timeout, and reports whether the request succeeded.
import { isWaitTimeoutError, waitForRequest, type RequestRef } from 'sso-admin-waiter';

/** The time to respond after the wait has ended. */
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
