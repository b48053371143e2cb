import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const SCRIPT = fileURLToPath(new URL('store-child.mjs', import.meta.url));

/** A process that uses a folder store. It ends with the test at the latest. */
export interface StoreChild {
  /** The output so far. */
  readonly lines: readonly string[];
  /** Resolves when it has printed the line. */
  seen(matches: (line: string) => boolean): Promise<void>;
  /** Resolves when it has ended and its output was read. */
  readonly ended: Promise<void>;
  /** Like `kill -9`. */
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
    seen: (matches) =>
      new Promise((resolve, reject) => {
        const check = () => lines.some(matches) && resolve();
        check();
        reader.on('line', check);
        void ended.then(() => reject(new Error(`The child ended after: ${lines.join(', ')}`)));
      }),
    kill: () => {
      child.kill('SIGKILL');
      return ended;
    },
  };
}
