// Test your own automation against the emulator, with the real SDK client and without AWS or a network.
import { SSOAdminClient } from '@aws-sdk/client-sso-admin';
import { isRequestFailedError, waitForRequest } from 'sso-admin-waiter';
import { createEmulator } from 'sso-admin-waiter/emulator';

const emulator = createEmulator();
const client = new SSOAdminClient(emulator.clientConfig());
const ref = emulator.startRequest({
  kind: 'account-assignment-creation',
  durationMs: 200,
  failureReason: 'Received a 404 status error: Assignment not found.',
});

try {
  await waitForRequest(ref, { client });
} catch (error) {
  if (!isRequestFailedError(error)) throw error;
  console.log(error.category, error.failureReason);
}
