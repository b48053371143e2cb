import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const SCRIPT = fileURLToPath(new URL('store-child.mjs', import.meta.url));

/** A process that uses a folder store, until the test ends at the latest. */
export interface StoreChild {
  /** What it printed so far. */
  readonly lines: readonly string[];
  /** Resolves once it printed a line that is asked for. */
  seen(isAskedFor: (line: string) => boolean): Promise<void>;
  /** Resolves once it ended, and everything it printed was read. */
  readonly ended: Promise<void>;
  /** As `kill -9` does. */
  kill(): Promise<void>;
}

export function startStoreChild(
  mode: 'try' | 'hold' | 'fill',
  folder: string,
  first = 0,
): StoreChild {
  const child = spawn(process.execPath, [SCRIPT, mode, folder, String(first)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines: string[] = [];
  const reader = createInterface(child.stdout).on('line', (line) => lines.push(line));
  const waitForEnd = async () => {
    await Promise.all([once(child, 'exit'), once(reader, 'close')]);
  };
  const ended = waitForEnd();
  return {
    lines,
    ended,
    seen: (isAskedFor) =>
      new Promise((resolve, reject) => {
        const look = () => lines.some(isAskedFor) && resolve();
        look();
        reader.on('line', look);
        void ended.then(() => reject(new Error(`The child ended after: ${lines.join(', ')}`)));
      }),
    kill: () => {
      child.kill('SIGKILL');
      return ended;
    },
  };
}
