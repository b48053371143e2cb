import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { createEmulator } from 'sso-admin-waiter/emulator';
import { comparePairs, type Comparison } from './pairs.js';

const ROUNDS = 15;
const CLI = fileURLToPath(new URL('../../../dist/cli/main.js', import.meta.url));

/** The wall time of programs compared with an empty Node program, in milliseconds. */
export interface StartUp {
  readonly help: Comparison;
  /** `wait` for a request that has ended, including one call over loopback. */
  readonly wait: Comparison;
  readonly sdkImport: Comparison;
}

export async function measureStartUp(): Promise<StartUp> {
  const emulator = createEmulator();
  const server = await emulator.listen();
  const kind = 'permission-set-provisioning';
  const { requestId, instanceArn } = emulator.startRequest({
    kind,
    durationMs: 0,
    status: 'SUCCEEDED',
  });
  const beside = (args: readonly string[]) =>
    comparePairs(
      ROUNDS,
      () => runMs(['-e', '0'], server.url),
      () => runMs(args, server.url),
    );
  try {
    return {
      help: await beside([CLI, '--help']),
      wait: await beside([CLI, 'wait', requestId, '--instance-arn', instanceArn, '--quiet']),
      sdkImport: await beside([
        '--input-type=module',
        '-e',
        "await import('@aws-sdk/client-sso-admin')",
      ]),
    };
  } finally {
    await server.close();
  }
}

async function runMs(args: readonly string[], endpoint: string): Promise<number> {
  const startedNs = process.hrtime.bigint();
  const child = spawn(process.execPath, args, {
    env: {
      ...process.env,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'EMULATOR',
      AWS_SECRET_ACCESS_KEY: 'emulator',
      AWS_ENDPOINT_URL_SSO_ADMIN: endpoint,
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    },
    stdio: 'ignore',
  });
  await once(child, 'close');
  const ms = Number(process.hrtime.bigint() - startedNs) / 1e6;
  if (child.exitCode === 0) return ms;
  throw new Error(`node ${args.join(' ')} ended with exit code ${child.exitCode}.`);
}
