import type { StateEntry, StateStore } from './store.js';

/** So many entries are in memory at a time. */
const AT_ONCE = 500;

/** The entries whose keys begin with `prefix`, some at a time, in the order of their keys. */
export async function* entryPages(
  store: StateStore,
  prefix: string,
): AsyncGenerator<readonly StateEntry[], void, void> {
  let after: string | undefined;
  do {
    const from = after === undefined ? {} : { after };
    const entries = await store.list({ prefix, ...from, limit: AT_ONCE });
    if (entries.length > 0) yield entries;
    after = entries.length < AT_ONCE ? undefined : entries.at(-1)?.key;
  } while (after !== undefined);
}
