// The isComplete handler of a CDK custom resource. It waits for up to 5 s, and CDK calls it again if needed.
import { settleRequests, type RequestRef } from 'sso-admin-waiter';

export async function isComplete(event: RequestRef): Promise<{ IsComplete: boolean }> {
  const [outcome] = await settleRequests([event], { timeoutMs: 5_000 });
  if (outcome?.type === 'succeeded') return { IsComplete: true };
  if (outcome?.type === 'timed-out') return { IsComplete: false };
  throw outcome?.error ?? new Error('There is no outcome.');
}
