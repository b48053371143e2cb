import { InvalidOptionError } from '../../../engine/results/errors.js';
import { checkNames, resolveTimeout } from '../../../engine/options/wait-options.js';
import { ndjsonLine } from '../../../engine/events/ndjson.js';
import type { Delivery, Sink } from '../../delivery/sink.js';
import { atLeastOne } from '../check-concurrency.js';
import { endForReason } from '../failure-text.js';
import { runCommand, type CommandEnd } from './run-command.js';

/** Options of an exec sink. */
export interface ExecSinkOptions {
  /** A path, or a name that is resolved on the `PATH`. It runs without a shell. */
  readonly command: string;
  /** The arguments of the command. Default: none. */
  readonly args?: readonly string[];
  /** The command's whole environment. Default: the environment of this process. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Default `exec`. */
  readonly name?: string;
  /** Time limit of the command, in milliseconds. Default 60 000 ms. */
  readonly timeoutMs?: number;
  /** Maximum number of concurrent commands. Default 4. */
  readonly concurrency?: number;
}

/** How much of standard error is reported, in characters. */
const MAX_STDERR = 500;

/**
 * A sink that runs a command for each terminal event, with the event as one line of JSON on its
 * standard input: the same line that NDJSON shows.
 *
 * Exit code 0 accepts the event; everything else is retried, so a command may run more than once for an event.
 * Its standard output is ignored, and the end of its standard error becomes the detail of the failure. After its
 * time limit, or when the watcher stops, the command and all processes that it started get SIGTERM, and SIGKILL
 * two seconds later; when this process exits, SIGKILL at once.
 *
 * @throws {InvalidOptionError}
 */
export function createExecSink(options: ExecSinkOptions): Sink {
  const { name, concurrency, ...run } = resolveExecOptions(options);
  const running = new Set<Promise<CommandEnd>>();
  return {
    name,
    receives: 'terminal',
    concurrency,
    async deliver(event, { signal }) {
      const command = runCommand({ ...run, input: ndjsonLine(event) }, signal);
      running.add(command);
      const end = await command.finally(() => running.delete(command));
      return deliveryOf(end, run.timeoutMs);
    },
    /** An aborted attempt is not awaited, but its command must not run beside the next one. */
    async close() {
      await Promise.all(running);
    },
  };
}

function resolveExecOptions(options: ExecSinkOptions) {
  checkNames('options', options, OPTION_NAMES);
  const { command, args = [], env, name = 'exec' } = options;
  if (!isArgument(command) || command.trim() === '') {
    throw new InvalidOptionError('command', command, 'the path or the name of a program');
  }
  if (!Array.isArray(args) || !args.every(isArgument)) {
    // Arguments may contain secrets, so they are not shown.
    throw new InvalidOptionError('args', args, 'an array of texts without NUL characters');
  }
  return {
    command,
    args,
    env,
    name,
    timeoutMs: resolveTimeout(options.timeoutMs ?? 60_000),
    concurrency: atLeastOne('concurrency', options.concurrency ?? 4),
  };
}

function isArgument(value: unknown): value is string {
  return typeof value === 'string' && !value.includes('\0');
}

function deliveryOf(end: CommandEnd, timeoutMs: number): Delivery {
  switch (end.type) {
    case 'exited':
      if (end.code === 0) return { type: 'delivered' };
      return retry(`the command exited with code ${end.code}`, end.stderr);
    case 'killed':
      return retry(`the command was ended by ${end.signal}`, end.stderr);
    case 'timed-out':
      return retry(`the command did not end within ${timeoutMs} ms`, end.stderr);
    case 'stopped':
      return retry('the watcher is stopping');
    case 'not-started':
      return retry(`the command could not be started${whyNot(end.code)}`);
  }
}

function retry(reason: string, stderr = ''): Delivery {
  const detail = endForReason(stderr, MAX_STDERR);
  return { type: 'retry', reason, ...(detail === '' ? {} : { detail }) };
}

function whyNot(code: string | undefined): string {
  if (code === 'ENOENT') return ': there is no such file (ENOENT)';
  if (code === 'EACCES') return ': it may not be executed (EACCES)';
  return code === undefined ? '' : `: ${code}`;
}

const OPTION_NAMES: Record<keyof ExecSinkOptions, true> = {
  command: true,
  args: true,
  env: true,
  name: true,
  timeoutMs: true,
  concurrency: true,
};
