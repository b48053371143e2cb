import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

/** The built command, from test/support/build-once.ts. */
export const MAIN = fileURLToPath(new URL('../../../dist/cli/main.js', import.meta.url));

/** The exit code and the output of the command. */
export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command that runs as a process. */
export interface RunningCli {
  readonly child: ChildProcessWithoutNullStreams;
  readonly result: Promise<CliResult>;
  /** Resolves when standard error matches. */
  readonly wrote: (pattern: RegExp) => Promise<void>;
}

/** Environment variables without those of AWS, and without the user's files. */
export function bareEnv(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(?:AWS_|FORCE_COLOR)/.test(name));
  return { ...Object.fromEntries(kept), HOME: tmpdir(), AWS_EC2_METADATA_DISABLED: 'true' };
}

/** Variables that point the AWS SDK at an emulator. */
export function emulatorEnv(url: string): NodeJS.ProcessEnv {
  return {
    ...bareEnv(),
    AWS_ENDPOINT_URL_SSO_ADMIN: url,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'emulated',
    AWS_SECRET_ACCESS_KEY: 'emulated',
  };
}

/** Starts the command with empty standard input. */
export function startCli(
  args: readonly string[],
  env: NodeJS.ProcessEnv = bareEnv(),
  [file, ...before]: readonly [string, ...string[]] = [process.execPath, MAIN],
): RunningCli {
  const child = spawn(file, [...before, ...args], { env });
  child.stdin.on('error', () => {
    // It ended before it had read everything; its exit code shows whether that is a failure.
  });
  child.stdin.end();
  return {
    child,
    result: resultOf(child),
    wrote: (pattern) =>
      new Promise((resolve, reject) => {
        let seen = '';
        child.stderr.on('data', (chunk) => {
          seen += String(chunk);
          if (pattern.test(seen)) resolve();
        });
        child.on('close', () => reject(new Error(`It wrote no ${String(pattern)}, but: ${seen}`)));
      }),
  };
}

/** Runs the command to its end. */
export function runCli(args: readonly string[], env?: NodeJS.ProcessEnv): Promise<CliResult> {
  return startCli(args, env).result;
}

async function resultOf(child: ChildProcessWithoutNullStreams): Promise<CliResult> {
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout).catch(() => ''),
    text(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  return { code, stdout, stderr };
}
