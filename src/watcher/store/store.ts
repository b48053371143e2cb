/** A value in a store: anything that JSON can represent. */
export type StateValue =
  | string
  | number
  | boolean
  | null
  | readonly StateValue[]
  | { readonly [name: string]: StateValue | undefined };

/** An entry of a store. */
export interface StateEntry {
  /** The key of the entry. */
  readonly key: string;
  /** The value of the entry. */
  readonly value: StateValue;
}

/** One change of a store. */
export type StateChange =
  | {
      readonly type: 'put';
      /** The key, which may exist. */
      readonly key: string;
      /** The new value. */
      readonly value: StateValue;
    }
  | {
      readonly type: 'delete';
      /** The key. Deleting an absent key has no effect. */
      readonly key: string;
    };

/** A range of entries. */
export interface StateRange {
  /** The prefix of the keys. */
  readonly prefix: string;
  /** Only keys after this one. */
  readonly after?: string;
  /** Maximum number of entries. Default: all. */
  readonly limit?: number;
}

/**
 * The port to durable state: an ordered map of strings to values. One watcher at a time uses a store.
 * Keys are compared by their UTF-8 bytes.
 */
export interface StateStore {
  /**
   * Opens the store. It must be called first.
   * @throws {StateError} when it is in use, damaged, or written by a newer version
   */
  open(): Promise<void>;
  /**
   * The value of a key; `undefined` if there is no such key.
   * @throws {StateError} when the store cannot be read
   */
  get(key: string): Promise<StateValue | undefined>;
  /**
   * Entries in the order of their keys.
   * @throws {StateError} when the store cannot be read
   */
  list(range: StateRange): Promise<readonly StateEntry[]>;
  /**
   * Applies all changes or none. When it resolves, they are durable.
   * @throws {StateError} when the store cannot be written
   */
  write(changes: readonly StateChange[]): Promise<void>;
  /** The approximate size, in bytes. */
  sizeBytes(): Promise<number>;
  /** Closes the store. Has no effect if it is not open. */
  close(): Promise<void>;
}
