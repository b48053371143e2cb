import type { ListOrder } from '../watcher-event.js';
import { disprove, learnOrder, ORDER_UNKNOWN, type OrderKnowledge } from './list-order.js';

/** Learns the order of a list for as long as it is read, and tells when that changes. */
export class OrderWatch {
  readonly #onOrder: (order: ListOrder) => void;
  #known = ORDER_UNKNOWN;

  constructor(onOrder: (order: ListOrder) => void) {
    this.#onOrder = onOrder;
  }

  get order(): ListOrder {
    return this.#known.order;
  }

  /** The list is read from its top: the same rows once more prove no more. */
  begin(): void {
    this.#known = { ...this.#known, falls: 0 };
  }

  /** @param dates of neighbouring rows, from the top down, in epoch milliseconds */
  learn(dates: readonly (number | undefined)[]): void {
    this.#set(learnOrder(this.#known, dates));
  }

  /** A row was not where it had to be. */
  disprove(): void {
    this.#set(disprove(this.#known));
  }

  /** The list gives no dates to go by. */
  forget(): void {
    this.#set({ ...this.#known, order: 'unknown', falls: 0 });
  }

  #set(known: OrderKnowledge): void {
    const changed = known.order !== this.#known.order;
    this.#known = known;
    if (changed) this.#onOrder(known.order);
  }
}
