import type {
  StateChange,
  StateEntry,
  StateRange,
  StateValue,
} from '../../../../src/watcher/store/store.js';

/** The simplest store: it sorts and filters all entries on each call. */
export function createModel() {
  const values = new Map<string, StateValue>();
  return {
    write(changes: readonly StateChange[]): void {
      for (const change of changes) {
        if (change.type === 'put') values.set(change.key, change.value);
        else values.delete(change.key);
      }
    },
    list({ prefix, after, limit }: StateRange): StateEntry[] {
      return [...values]
        .map(([key, value]) => ({ key, value }))
        .filter(({ key }) => key.startsWith(prefix))
        .filter(({ key }) => after === undefined || compareBytes(key, after) > 0)
        .toSorted((one, other) => compareBytes(one.key, other.key))
        .slice(0, limit);
    },
  };
}

function compareBytes(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}
