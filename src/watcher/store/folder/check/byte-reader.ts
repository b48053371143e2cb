/** Reads numbers and pieces one after the other. Whatever goes past the end is a `RangeError`. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  #offset = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get done(): boolean {
    return this.#offset >= this.#bytes.length;
  }

  /** A number in seven bits a byte, the least first. */
  varint(): number {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = this.#bytes[this.#offset];
      if (byte === undefined) throw new RangeError('a number goes past the end');
      this.#offset += 1;
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
    }
  }

  take(length: number): Uint8Array {
    const end = this.#offset + length;
    if (end > this.#bytes.length) throw new RangeError('a piece goes past the end');
    const piece = this.#bytes.subarray(this.#offset, end);
    this.#offset = end;
    return piece;
  }

  /** A piece that says its length first. */
  piece(): Uint8Array {
    return this.take(this.varint());
  }
}
