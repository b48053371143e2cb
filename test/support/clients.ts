import { SSOAdminClient } from '@aws-sdk/client-sso-admin';
import { createEmulator, type Emulator } from '../../src/emulator/index.js';

/** An SDK client on an emulator in this process, without retries. */
export function clientOf(emulator: Emulator): SSOAdminClient {
  return new SSOAdminClient({ ...emulator.clientConfig(), maxAttempts: 1 });
}

/** An SDK client on a service that responds to every call with status 200 and this body. */
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
