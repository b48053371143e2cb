import { SSOAdminClient, type SSOAdminClientConfig } from '@aws-sdk/client-sso-admin';
import { createEmulator, type Emulator, type EmulatorOptions } from '../../src/emulator/index.js';
import type { RequestKind, RequestOutcome, RequestRef } from '../../src/index.js';

/** An emulator in this process, and the real SDK client on it. */
export interface World {
  readonly emulator: Emulator;
  readonly client: SSOAdminClient;
}

/** By default calls take 50 ms, and the SDK does not retry. */
export function createWorld(
  options: EmulatorOptions = {},
  clientConfig: Partial<SSOAdminClientConfig> = {},
): World {
  const emulator = createEmulator({ latencyMs: 50, ...options });
  const client = new SSOAdminClient({
    ...emulator.clientConfig(),
    maxAttempts: 1,
    ...clientConfig,
  });
  return { emulator, client };
}

/** Starts `count` requests with the same `spec`. */
export function startMany(
  { emulator }: World,
  count: number,
  spec: Omit<Parameters<Emulator['startRequest']>[0], 'kind'> & {
    readonly kind?: RequestKind;
  } = {},
): RequestRef[] {
  return Array.from({ length: count }, () =>
    emulator.startRequest({ kind: 'permission-set-provisioning', ...spec }),
  );
}

/** Whether each outcome has the actual status of its request. */
export function haveActualStatuses(
  { emulator }: World,
  outcomes: readonly RequestOutcome[],
): boolean {
  return outcomes.every((outcome) => {
    const actual = emulator.inspect(outcome.requestId);
    return 'status' in outcome && outcome.status === actual?.status;
  });
}
