import type { InProcessHandler } from './request-handler.js';

/** What `new SSOAdminClient(…)` takes to talk to an emulator in the same process. */
export interface EmulatorClientConfig {
  readonly region: string;
  readonly endpoint: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly requestHandler: InProcessHandler;
  readonly maxAttempts: number;
  readonly retryMode: string;
  readonly defaultsMode: 'standard';
  readonly useDualstackEndpoint: boolean;
  readonly useFipsEndpoint: boolean;
  readonly authSchemePreference: string[];
  readonly userAgentAppId: string;
}

/**
 * Says everything that the SDK would otherwise look up in the environment or in `~/.aws`: thus the
 * machine has no say in how a client behaves, and no file is read, which virtual time cannot wait
 * for. Retries are the SDK's defaults.
 */
export function clientConfigFor(
  region: string,
  requestHandler: InProcessHandler,
): EmulatorClientConfig {
  return {
    region,
    // Never resolved: the handler is in this process.
    endpoint: 'http://sso-admin.emulator.invalid',
    credentials: { accessKeyId: 'EMULATOR', secretAccessKey: 'emulator' },
    requestHandler,
    maxAttempts: 3,
    retryMode: 'standard',
    defaultsMode: 'standard',
    useDualstackEndpoint: false,
    useFipsEndpoint: false,
    authSchemePreference: [],
    userAgentAppId: 'sso-admin-waiter-emulator',
  };
}
