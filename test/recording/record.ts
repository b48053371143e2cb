import { Readable, Writable } from 'node:stream';
import type { SSOAdminClient } from '@aws-sdk/client-sso-admin';
import type { ConnectionOptions } from '../../src/engine/options/wait-options.js';
import { wait } from '../../src/cli/commands/wait/wait-command.js';
import { EXIT } from '../../src/cli/exit-code.js';
import { runProgram, type Commands } from '../../src/cli/program.js';
import { terminalOf } from '../../src/cli/terminal/terminal.js';
import type { Size } from '../../src/cli/terminal/progress-live.js';
import { now } from '../../src/engine/util/clock.js';

// Virtual time does not wait for modules that the command loads on demand.
await Promise.all([
  import('log-update'),
  import('../../src/cli/commands/wait/call-retry.js'),
  import('../../src/cli/commands/wait/find-requests.js'),
  import('../../src/cli/commands/wait/run-wait.js'),
]);

/** Data that was written to the terminal, with the time since the start. */
export interface Write {
  readonly atMs: number;
  readonly data: string;
}

/** The output of a command, its exit code and its duration. */
export interface Recording {
  readonly writes: readonly Write[];
  readonly exitCode: number;
  readonly elapsedMs: number;
}

/** The environment of the recorded command. */
export interface Environment {
  readonly client: SSOAdminClient;
  readonly stdin: string;
  readonly size: Size;
}

/** Runs `wait` as in a terminal that shows both output streams, and records its output. */
export async function recordWait(
  args: readonly string[],
  { client, stdin, size }: Environment,
): Promise<Recording> {
  const startedAtMs = now();
  const elapsedMs = () => now() - startedAtMs;
  const writes: Write[] = [];
  const output = ttyOf(size, (data) => writes.push({ atMs: elapsedMs(), data }));
  const process = { stdout: output, stderr: output, stdin: Readable.from([stdin]), env: {} };
  const terminal = terminalOf(process as unknown as NodeJS.Process, fail);
  const { signal } = new AbortController();
  const context = { terminal, interruption: { signal, exitCode: undefined, outputClosed: fail } };

  const connection: ConnectionOptions = { client };
  const commands: Commands = {
    wait: (command) => wait({ ...command, connection }, context),
    list: notRecorded,
    watch: notRecorded,
    deadLetters: notRecorded,
    emulate: notRecorded,
    demo: notRecorded,
  };
  const { out, err } = terminal;
  const exitCode = await runProgram(args, commands, { version: '', usage: EXIT.usage, out, err });
  return { writes, exitCode, elapsedMs: elapsedMs() };
}

function ttyOf(size: Size, onWrite: (data: string) => void): Writable {
  const stream = new Writable({
    decodeStrings: false,
    write: (data: string, _encoding, done) => {
      onWrite(data);
      done();
    },
  });
  return Object.assign(stream, size, { isTTY: true, hasColors: () => true });
}

function fail(error: Error): never {
  throw error;
}

function notRecorded(): Promise<never> {
  throw new Error('Only wait is recorded.');
}
