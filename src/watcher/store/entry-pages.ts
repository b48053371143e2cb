import type { StateEntry, StateStore } from './store.js';

/** Maximum number of entries in memory. */
const PAGE_SIZE = 500;

/** The entries whose keys begin with `prefix`, in pages, in the order of their keys. */
export async function* entryPages(
  store: StateStore,
  prefix: string,
): AsyncGenerator<readonly StateEntry[], void, void> {
  let after: string | undefined;
  do {
    const from = after === undefined ? {} : { after };
    const entries = await store.list({ prefix, ...from, limit: PAGE_SIZE });
    if (entries.length > 0) yield entries;
    after = entries.length < PAGE_SIZE ? undefined : entries.at(-1)?.key;
  } while (after !== undefined);
}
