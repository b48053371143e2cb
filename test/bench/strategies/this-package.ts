import { settleRequests, type RequestRef, type TrackerEvent } from 'sso-admin-waiter';
import type { Bench, Strategy } from './strategy.js';

/**
 * This package with its defaults: `settleRequests` for all requests in flight. A request is detected by its
 * event.
 */
export const thisPackage: Strategy = {
  name: 'this-package',
  title: 'sso-admin-waiter',
  begin(bench) {
    // The same setting as for a client that the package creates.
    const client = bench.newClient({ maxAttempts: 1 });
    return (refs) => {
      const byId = new Map(refs.map((ref) => [ref.requestId, ref]));
      const onEvent = (event: TrackerEvent) => {
        const ref = 'requestId' in event ? byId.get(event.requestId ?? '') : undefined;
        if (ref) report(bench, ref, event);
      };
      void settleRequests(refs, { client, timeoutMs: bench.timeoutMs, onEvent });
    };
  },
};

function report({ know, giveUp }: Bench, ref: RequestRef, { type }: TrackerEvent): void {
  if (type === 'succeeded') know(ref, 'SUCCEEDED');
  else if (type === 'failed') know(ref, 'FAILED');
  else if (type === 'timed-out' || type === 'not-found' || type === 'refused') giveUp(ref);
}
