/** Something that may be of use, and is left alone for ever longer while it is not. */
export interface SkipBackoff {
  /** How often in a row it was of no use. */
  readonly misses: number;
  /** How many occasions to let pass before it is tried again. */
  readonly rest: number;
}

export const UNTRIED: SkipBackoff = { misses: 0, rest: 0 };

/** It is tried again after at most this many occasions. */
const LONGEST_REST = 32;

/** Whether it is to be tried on this occasion. */
export function isDue({ rest }: SkipBackoff): boolean {
  return rest === 0;
}

/** It was of use, or not. */
export function tried({ misses }: SkipBackoff, wasOfUse: boolean): SkipBackoff {
  if (wasOfUse) return UNTRIED;
  return { misses: misses + 1, rest: Math.min(2 ** Math.min(misses + 1, 30), LONGEST_REST) };
}

/** An occasion has passed. */
export function rested(trial: SkipBackoff): SkipBackoff {
  return trial.rest === 0 ? trial : { ...trial, rest: trial.rest - 1 };
}
