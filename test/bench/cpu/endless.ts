import { SSOAdminClient } from '@aws-sdk/client-sso-admin';
import type { RequestRef } from 'sso-admin-waiter';
import { createEmulator } from 'sso-admin-waiter/emulator';
import { passTimeUntil, useVirtualTime } from '../time/virtual-time.js';
import type { VirtualClock } from '../time/virtual-clock.js';

/** A service in virtual time whose requests never end. */
export interface EndlessWorld {
  readonly client: SSOAdminClient;
  readonly refs: readonly RequestRef[];
  readonly clock: VirtualClock;
  /** Lets time pass until the service has received `calls` more calls. */
  passCalls(calls: number): Promise<void>;
}

/** Calls have no latency, so that the cost of waiting for it is not measured. */
export function createEndlessWorld(requests: number): EndlessWorld {
  const clock = useVirtualTime('cost');
  let calls = 0;
  let awaited: { readonly at: number; readonly resolve: () => void } | undefined;
  const emulator = createEmulator({
    callLogSize: 0,
    onCall: () => {
      calls += 1;
      if (awaited && calls >= awaited.at) awaited.resolve();
    },
  });
  const refs = Array.from({ length: requests }, () =>
    emulator.startRequest({ kind: 'permission-set-provisioning', durationMs: Infinity }),
  );
  return {
    client: new SSOAdminClient({ ...emulator.clientConfig(), maxAttempts: 1 }),
    refs,
    clock,
    passCalls: (more) =>
      passTimeUntil(
        clock,
        new Promise<void>((resolve) => {
          awaited = { at: calls + more, resolve };
        }),
      ),
  };
}
