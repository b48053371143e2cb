import type { ListOrder } from '../watcher-event.js';

/** What was learned about the order of a list. Nothing documents it, so it is measured. */
export interface OrderKnowledge {
  readonly order: ListOrder;
  /** How many neighbours in a row were in the order newest first. */
  readonly falls: number;
  /** How many it takes to believe it. */
  readonly proof: number;
}

/** More than a page has: a list that is sorted page by page, and not as a whole, must not pass. */
const PROOF = 120;

/** What was disproved has to be proved better every time, so that it does not go to and fro for ever. */
const PROOF_GROWTH = 10;

export const ORDER_UNKNOWN: OrderKnowledge = { order: 'unknown', falls: 0, proof: PROOF };

/** Dates of requests that were started together may be off by so much. */
const TOLERANCE_MS = 5_000;

/**
 * What the dates of neighbouring rows, from the top down, teach about the order. Pure.
 *
 * @param dates in epoch milliseconds; rows without a date teach nothing
 */
export function learnOrder(
  known: OrderKnowledge,
  dates: readonly (number | undefined)[],
): OrderKnowledge {
  let learned = known;
  let above: number | undefined;
  for (const date of dates) {
    if (date === undefined) continue;
    if (above !== undefined) learned = learnStep(learned, above - date);
    above = date;
  }
  return learned;
}

/** What is known once a list turned out not to be newest first. Pure. */
export function disprove({ order, proof }: OrderKnowledge): OrderKnowledge {
  const growth = order === 'arbitrary' ? 1 : PROOF_GROWTH;
  return { order: 'arbitrary', falls: 0, proof: proof * growth };
}

function learnStep(known: OrderKnowledge, fallMs: number): OrderKnowledge {
  if (fallMs < -TOLERANCE_MS) return disprove(known);
  if (fallMs <= 0) return known;
  const falls = known.falls + 1;
  return { ...known, falls, order: falls >= known.proof ? 'newest-first' : known.order };
}
