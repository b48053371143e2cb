import { parseRequests, type WrittenRequest } from './parse-requests.js';
import { isListedKind } from '../../../engine/requests/kinds.js';
import { now } from '../../../engine/util/clock.js';
import { escapeControlChars } from '../../../engine/util/escape-control-chars.js';
import type { Context } from '../../context.js';
import { EXIT, exitCodeOf } from '../../exit-code.js';
import { progressStyle } from '../../flags/output-format.js';
import type { WaitCommand } from './wait-flags.js';
import { UsageError } from '../../usage-error.js';
import { namedRequests } from './named-requests.js';
import { renderOutcomes } from './render-outcomes.js';

/** Waits for requests. Resolves to the exit code. */
export async function wait(command: WaitCommand, context: Context): Promise<number> {
  const { source, kinds, reporting, connection, maxTps, timeoutMs } = command;
  const { terminal, interruption } = context;
  const named =
    source.type === 'all' ? undefined : namedRequests(await readRequests(source, context), kinds);

  // Usage errors are reported before the SDK is loaded, which takes a while.
  const { leaseClient } = await import('../../../engine/polling/client-session.js');
  const { withRetries } = await import('./call-retry.js');
  const { refsInProgress, refsOf } = await import('./find-requests.js');
  const { runWait } = await import('./run-wait.js');

  // The lease lasts until the end, so that all steps share one client, its credentials and its rate limiter.
  const lease = leaseClient(connection);
  const startedAtMs = now();
  const options = { ...connection, ...(maxTps === undefined ? {} : { maxTps }) };
  const retry = {
    timeoutMs,
    signal: interruption.signal,
    onRetry: (message: string) => {
      const shown = progressStyle(reporting, terminal.canDraw) !== 'none';
      if (shown) terminal.err(`Retrying: ${escapeControlChars(message)}`);
    },
  };
  try {
    const refs = await withRetries(retry, (signal) => {
      const lookup = { calls: { ...options, signal }, instanceArn: command.instanceArn };
      return named === undefined
        ? refsInProgress(kinds.filter(isListedKind), lookup)
        : refsOf(named, lookup);
    });
    if (refs.length === 0) {
      if (!reporting.quiet) terminal.err('No requests are in progress.');
      terminal.out(renderOutcomes([], command.output, false));
      return EXIT.ok;
    }
    const run = {
      refs,
      options: { ...options, timeoutMs: timeLeftMs(timeoutMs, startedAtMs) },
      failFast: command.failFast,
      output: command.output,
      reporting,
    };
    const { outcomes } = await runWait(run, context);
    const cutShort = outcomes.some(({ type }) => type === 'aborted');
    return (cutShort ? interruption.exitCode : undefined) ?? exitCodeOf(outcomes);
  } finally {
    lease.release();
  }
}

/** The remaining time after finding the requests, in whole seconds if possible. */
function timeLeftMs(timeoutMs: number, startedAtMs: number): number {
  const leftMs = Math.ceil((timeoutMs - (now() - startedAtMs)) / 1_000) * 1_000;
  return Math.max(1, Math.min(timeoutMs, leftMs));
}

async function readRequests(
  { ids, stdin }: { readonly ids: readonly string[]; readonly stdin: boolean },
  { terminal, interruption }: Context,
): Promise<readonly WrittenRequest[]> {
  const fromArguments = ids.map((requestId) => ({ requestId }));
  if (!stdin) return fromArguments;
  if (terminal.inputIsTyped) {
    terminal.err('Reading request ids from the terminal, one per line. Press Ctrl-D to end.');
  }
  const input = await terminal.readInput(interruption.signal).catch((error: unknown) => {
    interruption.signal.throwIfAborted();
    throw new UsageError(`Cannot read standard input: ${String(error)}`);
  });
  return [...fromArguments, ...parseRequests(input)];
}
