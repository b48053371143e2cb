import { median } from '../stats/statistics.js';

/** Two costs, measured alternately, so that other load of the machine affects both. */
export interface Comparison {
  readonly base: number;
  readonly other: number;
  /** Median of the differences of the pairs. */
  readonly difference: number;
  /** Median of the ratios of the pairs. */
  readonly ratio: number;
}

/** Measures `base` and `other` alternately for `rounds` rounds, after one warm-up round. */
export async function comparePairs(
  rounds: number,
  base: () => Promise<number>,
  other: () => Promise<number>,
): Promise<Comparison> {
  const pairs: { readonly base: number; readonly other: number }[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    // The second one has warmer caches, so the order alternates.
    const first = await (round % 2 === 0 ? base() : other());
    const second = await (round % 2 === 0 ? other() : base());
    const pair = round % 2 === 0 ? { base: first, other: second } : { base: second, other: first };
    if (round > 0) pairs.push(pair);
  }
  return {
    base: median(pairs.map((pair) => pair.base)),
    other: median(pairs.map((pair) => pair.other)),
    difference: median(pairs.map((pair) => pair.other - pair.base)),
    ratio: median(pairs.map((pair) => pair.other / pair.base)),
  };
}
