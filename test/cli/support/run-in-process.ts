import { EventEmitter, once } from 'node:events';
import { PassThrough } from 'node:stream';
import { runMain as runMainOfSource, type HostProcess } from '../../../src/cli/run-main.js';
import type { CliResult } from './cli.js';

/** The environment of a run in this process. */
export interface InProcessOptions {
  /** All of its environment variables. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Standard input. */
  readonly input?: string;
  /** Makes standard output and standard error terminals of this width, without colours. */
  readonly columns?: number;
  /** The program to run. Default: the source. */
  readonly runMain?: (host: HostProcess) => Promise<void>;
}

/** A command that runs in this process. */
export interface InProcessCli {
  readonly result: Promise<CliResult>;
  /** Resolves with standard error so far when it matches. */
  readonly wrote: (pattern: RegExp) => Promise<string>;
  /** Resolves with standard output so far when it matches. */
  readonly printed: (pattern: RegExp) => Promise<string>;
  readonly signal: (name: 'SIGINT' | 'SIGTERM' | 'SIGHUP') => void;
}

/** Starts the program with its own streams, environment and signals. */
export function startInProcess(
  args: readonly string[],
  { env = {}, input = '', columns, runMain = runMainOfSource }: InProcessOptions = {},
): InProcessCli {
  const stdout = capture(columns);
  const stderr = capture(columns);
  const stdin = new PassThrough();
  stdin.end(input);
  const host: HostProcess = Object.assign(new EventEmitter(), {
    argv: ['node', 'sso-admin-waiter', ...args],
    env,
    platform: process.platform,
    stdin: stdin as unknown as NodeJS.ReadStream,
    stdout: stdout.stream,
    stderr: stderr.stream,
    exitCode: undefined,
    exit: (code: number): never => {
      throw new Error(`The process would have exited with ${code}.`);
    },
  });
  const signals = host as unknown as EventEmitter;
  const run = async (): Promise<CliResult> => {
    await runMain(host);
    signals.emit('exit');
    stdout.end();
    stderr.end();
    return { code: Number(host.exitCode), stdout: stdout.text(), stderr: stderr.text() };
  };
  const result = run();
  const cli: InProcessCli = {
    result,
    wrote: stderr.matches,
    printed: stdout.matches,
    signal: (name) => signals.emit(name, name),
  };
  running.add(cli);
  const forget = () => running.delete(cli);
  result.then(forget, forget);
  return cli;
}

const running = new Set<InProcessCli>();

/** Ends the commands that failed tests left running. */
export async function endInProcess(): Promise<void> {
  const left = [...running];
  for (const { signal } of left) signal('SIGINT');
  await Promise.allSettled(left.map(({ result }) => result));
}

/** Runs the program to its end in this process. */
export function runInProcess(
  args: readonly string[],
  options?: InProcessOptions,
): Promise<CliResult> {
  return startInProcess(args, options).result;
}

/** A stream whose text is kept. */
function capture(columns: number | undefined) {
  const stream = new PassThrough();
  let text = '';
  let isOver = false;
  stream.setEncoding('utf8').on('data', (chunk) => {
    text += chunk;
  });
  const terminal = { isTTY: true, columns, rows: 24, hasColors: () => false };
  return {
    stream: Object.assign(
      stream,
      columns === undefined ? {} : terminal,
    ) as unknown as NodeJS.WriteStream,
    text: () => text,
    end: () => {
      isOver = true;
      stream.end();
    },
    matches: async (pattern: RegExp): Promise<string> => {
      while (!pattern.test(text)) {
        if (isOver) throw new Error(`It wrote no ${String(pattern)}, but: ${text}`);
        await Promise.race([once(stream, 'data'), once(stream, 'end')]);
      }
      return text;
    },
  };
}
