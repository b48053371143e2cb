import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { EXIT } from '../../../src/cli/exit-code.js';
import type { WatchCommand } from '../../../src/cli/commands/watch/watch-flags.js';
import { runProgram } from '../../../src/cli/program.js';

/** The path of a file in `examples/watch`. */
export function pathOf(name: string): string {
  return fileURLToPath(new URL(`../../../examples/watch/${name}`, import.meta.url));
}

export function read(name: string): string {
  return readFileSync(pathOf(name), 'utf8');
}

/** Parses arguments that begin with `watch`, as the command does. @throws on usage errors */
export async function parseWatchArgs(args: readonly string[]): Promise<WatchCommand> {
  const commands: WatchCommand[] = [];
  const usageErrors: string[] = [];
  const other = () => Promise.reject(new Error('Expected the command watch.'));
  const watch = (command: WatchCommand) => {
    commands.push(command);
    return Promise.resolve(EXIT.ok);
  };
  await runProgram(
    args,
    { wait: other, list: other, watch, deadLetters: other, emulate: other, demo: other },
    { version: '', usage: EXIT.usage, out: () => {}, err: (text) => usageErrors.push(text) },
  );
  const [command] = commands;
  if (command === undefined) throw new Error(usageErrors.join('\n'));
  return command;
}
