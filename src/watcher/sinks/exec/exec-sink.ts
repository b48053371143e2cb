import * as v from 'valibot';
import { check } from '../../../engine/options/check.js';
import {
  hidden,
  listOf,
  plainObject,
  positiveNumber,
  secretMembers,
} from '../../../engine/options/schema.js';
import { ndjsonLine } from '../../../engine/events/ndjson.js';
import type { Delivery, Sink } from '../../delivery/sink.js';
import { concurrencySchema, sinkNameSchema } from '../../delivery/check-sinks.js';
import { endForReason } from '../failure-text.js';
import { runCommand, type CommandEnd } from './run-command.js';

export const execOptionsSchema = secretMembers({
  /** A path, or a name that is resolved on the `PATH`. It runs without a shell. */
  command: v.pipe(
    argument('the path or the name of a program'),
    v.regex(/\S/, 'the path or the name of a program'),
  ),
  /** The arguments of the command. Default: none. */
  args: v.optional(
    // Arguments may contain secrets.
    listOf(argument(hidden('a text without NUL characters')), hidden('a list of texts')),
    [],
  ),
  /** The command's whole environment. Default: the environment of this process. */
  env: v.optional(envSchema()),
  /** The name of the sink. Default `exec`. */
  name: v.optional(sinkNameSchema, 'exec'),
  /** Time limit of the command, in milliseconds. Default 60 000 ms. */
  timeoutMs: v.optional(positiveNumber, 60_000),
  /** Maximum number of concurrent commands. Default 4. */
  concurrency: v.optional(concurrencySchema, 4),
});

/** Options of an exec sink. */
export interface ExecSinkOptions extends Readonly<v.InferInput<typeof execOptionsSchema>> {}

/** Maximum length of the reported standard error, in characters. */
const MAX_STDERR = 500;

/**
 * A sink that runs a command for each terminal event, with the event as one line of JSON on its
 * standard input: the same line that an NDJSON sink writes.
 *
 * Exit code 0 accepts the event; everything else is retried, so a command may run more than once for an event.
 * Its standard output is ignored, and the end of its standard error becomes the detail of the failure. After its
 * time limit, or when the watcher stops, the command and all processes that it started get SIGTERM, and SIGKILL
 * two seconds later; when this process exits, SIGKILL at once.
 *
 * @throws {InvalidOptionError} when an option is invalid
 */
export function createExecSink(options: ExecSinkOptions): Sink {
  const { name, concurrency, ...run } = check(execOptionsSchema, options);
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

/** The errors name a variable, but never show its value. */
function envSchema() {
  return v.pipe(
    plainObject<string | undefined>(hidden('an object of names and texts')),
    v.rawCheck(({ dataset, addIssue }) => {
      if (!dataset.typed) return;
      for (const [name, value] of Object.entries<unknown>(dataset.value)) {
        if (value === undefined || (typeof value === 'string' && !value.includes('\0'))) continue;
        addIssue({ message: 'made of texts without NUL characters', input: name });
      }
    }),
  );
}

function argument(expected: string) {
  return v.pipe(v.string(expected), v.excludes('\0', expected));
}

function deliveryOf(end: CommandEnd, timeoutMs: number): Delivery {
  switch (end.type) {
    case 'exited':
      if (end.code === 0) return { type: 'delivered' };
      return retry(`the command exited with code ${end.code}`, end.stderr);
    case 'killed':
      return retry(`the command was terminated by ${end.signal}`, end.stderr);
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
  if (code === 'ENOENT') return ': the file does not exist (ENOENT)';
  if (code === 'EACCES') return ': it is not executable (EACCES)';
  return code === undefined ? '' : `: ${code}`;
}
