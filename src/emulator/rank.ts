import type { ListOrder } from './emulator-options.js';
import type { Random } from './random.js';

/**
 * The place in lists of the nth request (requests of the past have negative numbers): a lower rank
 * comes first. Shuffled requests keep their place too, so a new one may turn up anywhere.
 */
export function createRanking(order: ListOrder, random: Random): (index: number) => number {
  const rankings: Readonly<Record<ListOrder, (index: number) => number>> = {
    'newest-first': (index) => -index,
    'oldest-first': (index) => index,
    shuffled: () => random(),
  };
  return rankings[order];
}
