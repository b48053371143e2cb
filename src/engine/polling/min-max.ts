/** Numbers that several hold at a time, for asking which is the lowest or the highest of them. */
export class MinMax {
  readonly #holders = new Map<number, number>();

  /** @returns what takes the number back, once */
  add(value: number): () => void {
    this.#holders.set(value, (this.#holders.get(value) ?? 0) + 1);
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      const left = (this.#holders.get(value) ?? 0) - 1;
      if (left > 0) this.#holders.set(value, left);
      else this.#holders.delete(value);
    };
  }

  /** `undefined` when nobody holds any. */
  get lowest(): number | undefined {
    return this.#holders.size === 0 ? undefined : Math.min(...this.#holders.keys());
  }

  get highest(): number | undefined {
    return this.#holders.size === 0 ? undefined : Math.max(...this.#holders.keys());
  }
}
