import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const COMMAND = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

/** A watcher in a process of its own. */
export interface WatchProcess {
  /** Sends a signal, and waits for the exit. @returns the exit code; `null` if the signal killed it */
  end(signal: NodeJS.Signals): Promise<number | null>;
  readonly exitCode: number | null;
  /** The peak memory in bytes; only on Linux. */
  peakMemory(): number;
  /** The output on standard error. */
  readonly log: () => string;
}

/**
 * Starts `sso-admin-waiter watch` with credentials that only an emulator accepts.
 *
 * @param flags the values by name without hyphens; `true` for a flag without a value
 */
export function startWatch(flags: Readonly<Record<string, string | true>>): WatchProcess {
  const args = Object.entries(flags).map(([name, value]) =>
    value === true ? `--${name}` : `--${name}=${value}`,
  );
  const child: ChildProcess = spawn(process.execPath, [COMMAND, 'watch', ...args], {
    env: {
      PATH: process.env['PATH'],
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'EMULATOR',
      AWS_SECRET_ACCESS_KEY: 'emulator',
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const closed = once(child, 'close');
  const lines: Buffer[] = [];
  child.stderr?.on('data', (chunk: Buffer) => lines.push(chunk));
  return {
    end: async (signal) => {
      child.kill(signal);
      await closed;
      return child.exitCode;
    },
    get exitCode() {
      return child.exitCode;
    },
    peakMemory: () => {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? Number.NaN) * 1024;
    },
    log: () => Buffer.concat(lines).toString(),
  };
}
