import type { ListOrder } from '../watcher-event.js';

/** The measured order of a list. AWS does not document it. */
export interface OrderKnowledge {
  readonly order: ListOrder;
  /** The number of consecutive pairs of rows that were newest first. */
  readonly descents: number;
  /** The number that is required as proof. */
  readonly required: number;
}

/** More than a page has, so that a list that is sorted only within its pages does not pass. */
const REQUIRED = 120;

/** Each disproof raises the requirement, so that the order does not keep changing. */
const REQUIRED_GROWTH = 10;

export const ORDER_UNKNOWN: OrderKnowledge = { order: 'unknown', descents: 0, required: REQUIRED };

/** Requests that were started together may have dates that differ by this much. */
const TOLERANCE_MS = 5_000;

/**
 * The knowledge after the dates of consecutive rows, top down. Pure.
 *
 * @param dates in epoch milliseconds; rows without a date are ignored
 */
export function learnOrder(
  known: OrderKnowledge,
  dates: readonly (number | undefined)[],
): OrderKnowledge {
  let learned = known;
  let above: number | undefined;
  for (const date of dates) {
    if (date === undefined) continue;
    if (above !== undefined) learned = learnPair(learned, above - date);
    above = date;
  }
  return learned;
}

/** The knowledge after the list was found not to be newest first. Pure. */
export function disprove({ order, required }: OrderKnowledge): OrderKnowledge {
  const growth = order === 'arbitrary' ? 1 : REQUIRED_GROWTH;
  return { order: 'arbitrary', descents: 0, required: required * growth };
}

function learnPair(known: OrderKnowledge, descentMs: number): OrderKnowledge {
  if (descentMs < -TOLERANCE_MS) return disprove(known);
  if (descentMs <= 0) return known;
  const descents = known.descents + 1;
  return {
    ...known,
    descents,
    order: descents >= known.required ? 'newest-first' : known.order,
  };
}

/** Learns the order of a list while it is read, and reports each change. */
export class OrderTracker {
  readonly #onOrder: (order: ListOrder) => void;
  #known = ORDER_UNKNOWN;

  constructor(onOrder: (order: ListOrder) => void) {
    this.#onOrder = onOrder;
  }

  get order(): ListOrder {
    return this.#known.order;
  }

  /** The list is read from its top. The same rows again are no additional proof. */
  begin(): void {
    this.#known = { ...this.#known, descents: 0 };
  }

  /** @param dates of consecutive rows, top down, in epoch milliseconds */
  learn(dates: readonly (number | undefined)[]): void {
    this.#set(learnOrder(this.#known, dates));
  }

  /** A row was not in the required position. */
  disprove(): void {
    this.#set(disprove(this.#known));
  }

  /** The rows have no dates. */
  reset(): void {
    this.#set({ ...this.#known, order: 'unknown', descents: 0 });
  }

  #set(known: OrderKnowledge): void {
    const changed = known.order !== this.#known.order;
    this.#known = known;
    if (changed) this.#onOrder(known.order);
  }
}
