/** What a store holds under a key: anything that JSON can say. */
export type StateValue =
  | string
  | number
  | boolean
  | null
  | readonly StateValue[]
  | { readonly [name: string]: StateValue | undefined };

/** An entry of a store. */
export interface StateEntry {
  readonly key: string;
  readonly value: StateValue;
}

/** One change of a store. */
export type StateChange =
  | { readonly type: 'put'; readonly key: string; readonly value: StateValue }
  | { readonly type: 'delete'; readonly key: string };

/** Which entries to list. */
export interface StateRange {
  /** What the keys begin with. */
  readonly prefix: string;
  /** Only keys after this one. */
  readonly after?: string;
  /** At most so many. Default: all. */
  readonly limit?: number;
}

/**
 * The port to durable state: an ordered map of strings to values. One watcher at a time uses a store.
 * Keys are compared by their UTF-8 bytes.
 */
export interface StateStore {
  /**
   * Opens the store, before anything else.
   * @throws {StateError} when it is in use, damaged, or written by a newer version
   */
  open(): Promise<void>;
  /** `undefined` when there is none. */
  get(key: string): Promise<StateValue | undefined>;
  /** Entries in the order of their keys. */
  list(range: StateRange): Promise<readonly StateEntry[]>;
  /** Makes all changes or none; when it resolves, they outlive the process. */
  write(changes: readonly StateChange[]): Promise<void>;
  /** What it takes up, in bytes; roughly. */
  sizeBytes(): Promise<number>;
  /** Closes the store. Does nothing when it is not open. */
  close(): Promise<void>;
}
