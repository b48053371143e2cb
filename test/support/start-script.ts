import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { ScriptRun } from './run-script.js';

/** A script that runs until it is stopped. */
export interface RunningScript {
  /** Resolves with the first matching line of any output; rejects if the script ends before. */
  line(pattern: RegExp): Promise<string>;
  /** Sends SIGTERM, and resolves when it has ended. */
  stop(): Promise<ScriptRun>;
}

/** Starts Node with `args`. */
export function startScript(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): RunningScript {
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines = { stdout: [] as string[], stderr: [] as string[] };
  const checks = new Set<() => void>();
  for (const name of ['stdout', 'stderr'] as const) {
    createInterface(child[name]).on('line', (line) => {
      lines[name].push(line);
      for (const check of checks) check();
    });
  }
  let isOver = false;
  const ended = once(child, 'close');
  child.once('close', () => {
    isOver = true;
    for (const check of checks) check();
  });
  const textOf = (name: 'stdout' | 'stderr') => lines[name].map((line) => `${line}\n`).join('');
  return {
    line: (pattern) =>
      new Promise((resolve, reject) => {
        const check = () => {
          const all = [...lines.stdout, ...lines.stderr];
          const found = all.find((line) => pattern.test(line));
          if (found === undefined && !isOver) return;
          checks.delete(check);
          if (found !== undefined) resolve(found);
          else reject(new Error(`The script ended without ${String(pattern)}:\n${all.join('\n')}`));
        };
        checks.add(check);
        check();
      }),
    async stop() {
      child.kill('SIGTERM');
      await ended;
      return { code: child.exitCode, stdout: textOf('stdout'), stderr: textOf('stderr') };
    },
  };
}
