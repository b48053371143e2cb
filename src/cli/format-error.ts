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

/** The flags of options whose names differ from those of the flags. */
const FLAGS: Readonly<Record<string, string>> = {
  instanceArn: '--instance-arn',
  region: '--region',
  profile: '--profile',
  endpointUrl: '--endpoint-url',
  maxTps: '--max-tps',
  timeoutMs: '--timeout',
};

/** Formats an error: one line with the remedy. The stack trace is added only for unexpected errors. */
export function formatError(error: unknown): FormattedError {
  if (error instanceof UsageError) return usageError(error.message);
  if (isWaiterError(error, 'INVALID_OPTION')) {
    const { option, message } = error;
    const flag = FLAGS[option];
    return usageError(flag === undefined ? message : message.replace(option, flag));
  }
  if (error instanceof InterruptedError) {
    const { exitCode: code, message } = error;
    // It is normal that a reader such as `head` closes the output.
    return { lines: code === EXIT.outputClosed ? [] : [errorLine(message)], code };
  }
  if (isWaiterError(error)) return { lines: [errorLine(error.message)], code: EXIT.unknown };
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const [first = '', ...rest] = stack.split('\n').map(escapeControlChars);
  return { lines: [`error: unexpected: ${first}`, ...rest], code: EXIT.unknown };
}

function usageError(message: string): FormattedError {
  return {
    lines: [errorLine(message), 'See --help for usage.'],
    code: EXIT.usage,
  };
}

function errorLine(message: string): string {
  return `error: ${escapeControlChars(message)}`;
}
