import type { InProcessHandler } from './request-handler.js';

/** The configuration of an `SSOAdminClient` that calls an emulator in the same process. */
export interface EmulatorClientConfig {
  /** The emulator's Region. */
  readonly region: string;
  /** A placeholder, which is never resolved. */
  readonly endpoint: string;
  /** Dummy credentials. The emulator checks no signatures. */
  readonly credentials: {
    /** `EMULATOR`. */
    readonly accessKeyId: string;
    /** `emulator`. */
    readonly secretAccessKey: string;
  };
  /** Handles requests in this process. */
  readonly requestHandler: InProcessHandler;
  /** Attempts of each call: 3, the SDK's default. */
  readonly maxAttempts: number;
  /** `standard`, the SDK's default. */
  readonly retryMode: string;
  readonly defaultsMode: 'standard';
  /** `false`, so that the SDK does not read it from the environment. */
  readonly useDualstackEndpoint: boolean;
  /** `false`, so that the SDK does not read it from the environment. */
  readonly useFipsEndpoint: boolean;
  /** Empty, so that the SDK does not read it from the environment. */
  readonly authSchemePreference: string[];
  /** Identifies the emulator in the user agent. */
  readonly userAgentAppId: string;
}

/**
 * Sets everything that the SDK would otherwise read from the environment or from `~/.aws`. So the client
 * behaves the same on every machine. No file is read, because virtual time cannot wait for files. Retries are
 * the SDK's defaults.
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
