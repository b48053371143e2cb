/** Something that may be of use, and is left alone for ever longer while it is not. */
export interface Trial {
  /** How often in a row it was of no use. */
  readonly misses: number;
  /** How many occasions to let pass before it is tried again. */
  readonly rest: number;
}

export const UNTRIED: Trial = { misses: 0, rest: 0 };

/** It is tried again after at most this many occasions. */
const LONGEST_REST = 32;

/** Whether it is to be tried on this occasion. */
export function isDue({ rest }: Trial): boolean {
  return rest === 0;
}

/** It was of use, or not. */
export function tried({ misses }: Trial, wasOfUse: boolean): Trial {
  if (wasOfUse) return UNTRIED;
  return { misses: misses + 1, rest: Math.min(2 ** Math.min(misses + 1, 30), LONGEST_REST) };
}

/** An occasion has passed. */
export function rested(trial: Trial): Trial {
  return trial.rest === 0 ? trial : { ...trial, rest: trial.rest - 1 };
}
