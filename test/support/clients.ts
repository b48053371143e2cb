import { SSOAdminClient } from '@aws-sdk/client-sso-admin';
import { createEmulator, type Emulator } from '../../src/emulator/index.js';

/** The real client on an emulator in this process, without retries of its own. */
export function clientOf(emulator: Emulator): SSOAdminClient {
  return new SSOAdminClient({ ...emulator.clientConfig(), maxAttempts: 1 });
}

/** The real client on a service that answers every call with 200 and this JSON. */
export function clientThatGets(body: unknown): SSOAdminClient {
  const config = createEmulator().clientConfig();
  const response = {
    statusCode: 200,
    headers: { 'content-type': 'application/x-amz-json-1.1' },
    body: new TextEncoder().encode(JSON.stringify(body)),
  };
  return new SSOAdminClient({
    ...config,
    requestHandler: { ...config.requestHandler, handle: () => Promise.resolve({ response }) },
  });
}
