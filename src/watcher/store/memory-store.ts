import { endsBefore, indexOfKey, startOf, fromJson, toJson } from './entries.js';
import { alreadyOpen, notOpen } from './state-errors.js';
import type { StateChange, StateEntry, StateRange, StateStore, StateValue } from './store.js';

/** A store in memory. It keeps its entries while it is closed, and loses them with the process. */
export function createMemoryStore(): StateStore {
  return new MemoryStore();
}

const NAME = 'The state in memory';

class MemoryStore implements StateStore {
  readonly #texts = new Map<string, string>();
  /** The sorted keys. */
  readonly #keys: string[] = [];
  #sizeBytes = 0;
  #isOpen = false;

  async open(): Promise<void> {
    if (this.#isOpen) throw alreadyOpen(NAME);
    this.#isOpen = true;
  }

  async get(key: string): Promise<StateValue | undefined> {
    this.#checkOpen();
    const text = this.#texts.get(key);
    return text === undefined ? undefined : fromJson(text);
  }

  async list(range: StateRange): Promise<readonly StateEntry[]> {
    this.#checkOpen();
    const start = startOf(range);
    const entries: StateEntry[] = [];
    let index = indexOfKey(this.#keys, 'gt' in start ? start.gt : start.gte);
    if ('gt' in start && this.#keys[index] === start.gt) index += 1;
    for (; index < this.#keys.length; index += 1) {
      const key = this.#keys[index] ?? '';
      if (endsBefore(range, key, entries)) break;
      entries.push({ key, value: fromJson(this.#texts.get(key) ?? 'null') });
    }
    return entries;
  }

  async write(changes: readonly StateChange[]): Promise<void> {
    this.#checkOpen();
    const texts = changes.map((change) =>
      change.type === 'put' ? toJson(change.key, change.value) : undefined,
    );
    changes.forEach(({ key }, index) => this.#set(key, texts[index]));
  }

  async sizeBytes(): Promise<number> {
    this.#checkOpen();
    return this.#sizeBytes;
  }

  async close(): Promise<void> {
    this.#isOpen = false;
  }

  #set(key: string, text: string | undefined): void {
    const old = this.#texts.get(key);
    this.#sizeBytes += bytesOf(key, text) - bytesOf(key, old);
    if (text !== undefined) this.#texts.set(key, text);
    else this.#texts.delete(key);
    if ((text === undefined) === (old === undefined)) return;
    const index = indexOfKey(this.#keys, key);
    if (text === undefined) this.#keys.splice(index, 1);
    else this.#keys.splice(index, 0, key);
  }

  #checkOpen(): void {
    if (!this.#isOpen) throw notOpen(NAME);
  }
}

function bytesOf(key: string, text: string | undefined): number {
  return text === undefined ? 0 : Buffer.byteLength(key) + Buffer.byteLength(text);
}
