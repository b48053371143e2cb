import type { RequestOutcome } from '../engine/results/outcome.js';

/** What the command's exit codes mean. */
export const EXIT = {
  ok: 0,
  /** At least one request failed. */
  failed: 1,
  /** Wrong use of the command. */
  usage: 2,
  /** It could not be found out: access, credentials, Region, unknown id, unreachable. */
  unknown: 3,
  /** As `timeout(1)` of coreutils. */
  timedOut: 124,
  /** 128 and the signal's number, as a shell reports it. */
  interrupted: 130,
  outputClosed: 141,
  terminated: 143,
} as const;

/** The exit code of a wait that was not interrupted: 1 goes before 3, and 3 before 124. */
export function exitCodeOf(outcomes: readonly RequestOutcome[]): number {
  const codes = new Set(outcomes.map(codeOf));
  const order = [EXIT.failed, EXIT.unknown, EXIT.timedOut];
  return order.find((code) => codes.has(code)) ?? EXIT.ok;
}

function codeOf(outcome: RequestOutcome): number {
  if (outcome.type === 'succeeded') return EXIT.ok;
  if (outcome.type === 'failed') return EXIT.failed;
  // Where no poll ever told its status, it is not the request that took too long.
  const seen = outcome.polls > 0 && outcome.lastStatus !== undefined;
  return outcome.type === 'timed-out' && seen ? EXIT.timedOut : EXIT.unknown;
}
