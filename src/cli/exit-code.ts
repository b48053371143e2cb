import type { RequestOutcome } from '../engine/results/outcome.js';

/** The exit codes of the command. */
export const EXIT = {
  ok: 0,
  /** At least one request failed. */
  failed: 1,
  /** Usage error. */
  usage: 2,
  /** Status unknown: access, credentials, Region, unknown id, unreachable. */
  unknown: 3,
  /** The same as that of `timeout(1)` in coreutils. */
  timedOut: 124,
  /** 128 plus the number of the signal, as in a shell. */
  interrupted: 130,
  outputClosed: 141,
  terminated: 143,
} as const;

/** The exit code of a wait that was not interrupted: 1 takes precedence over 3, and 3 over 124. */
export function exitCodeOf(outcomes: readonly RequestOutcome[]): number {
  const codes = new Set(outcomes.map(codeOf));
  const order = [EXIT.failed, EXIT.unknown, EXIT.timedOut];
  return order.find((code) => codes.has(code)) ?? EXIT.ok;
}

function codeOf(outcome: RequestOutcome): number {
  if (outcome.type === 'succeeded') return EXIT.ok;
  if (outcome.type === 'failed') return EXIT.failed;
  // If no poll returned the status, the timeout says nothing about the request.
  const seen = outcome.polls > 0 && outcome.lastStatus !== undefined;
  return outcome.type === 'timed-out' && seen ? EXIT.timedOut : EXIT.unknown;
}
