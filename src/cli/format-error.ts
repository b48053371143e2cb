import { isWaiterError } from '../engine/results/error-guards.js';
import { escapeControlChars } from '../engine/util/escape-control-chars.js';
import { EXIT } from './exit-code.js';
import { InterruptedError } from './interruption.js';
import { UsageError } from './usage-error.js';

/** The lines on standard error when a command fails, and its exit code. */
export interface FormattedError {
  readonly lines: readonly string[];
  readonly code: number;
}

/** Flags of which the option has another name. */
const FLAGS: Readonly<Record<string, string>> = {
  instanceArn: '--instance-arn',
  region: '--region',
  profile: '--profile',
  endpointUrl: '--endpoint-url',
  maxTps: '--max-tps',
  timeoutMs: '--timeout',
};

/** What to say about an error: a clean line with the remedy; only for a bug where it happened. */
export function formatError(error: unknown): FormattedError {
  if (error instanceof UsageError) return wrongUse(error.message);
  if (isWaiterError(error, 'INVALID_OPTION')) {
    const { option, message } = error;
    const flag = FLAGS[option];
    return wrongUse(flag === undefined ? message : message.replace(option, flag));
  }
  if (error instanceof InterruptedError) {
    const { exitCode: code, message } = error;
    // A reader that goes away, as `head` does, is nothing to complain about.
    return { lines: code === EXIT.outputClosed ? [] : [errorLine(message)], code };
  }
  if (isWaiterError(error)) return { lines: [errorLine(error.message)], code: EXIT.unknown };
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const [first = '', ...rest] = stack.split('\n').map(escapeControlChars);
  return { lines: [`error: unexpected: ${first}`, ...rest], code: EXIT.unknown };
}

function wrongUse(message: string): FormattedError {
  return {
    lines: [errorLine(message), 'Run it with --help for usage.'],
    code: EXIT.usage,
  };
}

function errorLine(message: string): string {
  return `error: ${escapeControlChars(message)}`;
}
