import { expect, it } from 'vitest';
import type { Page, PageQuery, Row, StatusApi } from '../../../src/engine/calls/status-api.js';
import { readPages, readRows } from '../../../src/engine/calls/pages.js';

const QUERY: PageQuery = {
  kind: 'permission-set-provisioning',
  instanceArn: 'arn:aws:sso:::instance/ssoins-1234567890abcdef',
  status: 'IN_PROGRESS',
};

const row = (requestId: string): Row => ({
  requestId,
  reading: { status: 'IN_PROGRESS', details: {}, complete: false },
});

/** A list with these pages, and what was asked for. */
function listOf(...pages: readonly (readonly string[])[]) {
  const queries: PageQuery[] = [];
  const signals: AbortSignal[] = [];
  const api: StatusApi = {
    describe: () => Promise.reject(new Error('nobody should ask')),
    listPage: (query, signal): Promise<Page> => {
      queries.push(query);
      signals.push(signal);
      const index = Number(query.nextToken ?? 0);
      const rows = (pages[index] ?? []).map(row);
      const more = index + 1 < pages.length;
      return Promise.resolve(more ? { rows, nextToken: String(index + 1) } : { rows });
    },
  };
  return { api, queries, signals };
}

const { signal } = new AbortController();

/** Reads until `enoughAfter` pages, and says which rows came. */
async function read(api: StatusApi, enoughAfter = Infinity) {
  const ids: string[] = [];
  const result = await readRows(
    readPages(api, QUERY, signal),
    ({ requestId }) => ids.push(requestId),
    (pagesRead) => pagesRead >= enoughAfter,
  );
  return { ids, ...result };
}

it('reads all pages, and says that there are no more', async () => {
  const { api } = listOf(['a', 'b'], ['c']);
  expect(await read(api)).toEqual({ ids: ['a', 'b', 'c'], pages: 2, complete: true });
});

it('repeats its query with each token, and asks for the first page without one', async () => {
  const { api, queries, signals } = listOf(['a'], ['b']);
  await read(api);
  expect(queries).toEqual([QUERY, { ...QUERY, nextToken: '1' }]);
  expect(queries[0]).not.toHaveProperty('nextToken');
  expect(signals).toEqual([signal, signal]);
});

it('asks for no more than is enough, and does not claim to have seen all', async () => {
  const { api, queries } = listOf(['a'], ['b'], ['c']);
  expect(await read(api, 2)).toEqual({ ids: ['a', 'b'], pages: 2, complete: false });
  expect(queries).toHaveLength(2);
});

it('takes an empty list for a whole one', async () => {
  const { api } = listOf([]);
  expect(await read(api)).toEqual({ ids: [], pages: 1, complete: true });
});

it('asks whether it is enough after the rows of a page, not before', async () => {
  const { api } = listOf(['a', 'b'], ['c']);
  const happened: string[] = [];
  await readRows(
    readPages(api, QUERY, signal),
    ({ requestId }) => happened.push(requestId),
    (pagesRead) => happened.push(`enough after ${pagesRead}?`) < 0,
  );
  expect(happened).toEqual(['a', 'b', 'enough after 1?', 'c', 'enough after 2?']);
});

it('rejects with what a page rejects with', async () => {
  const { api } = listOf(['a'], ['b']);
  const failing: StatusApi = {
    ...api,
    listPage: (query, ...more) =>
      query.nextToken === undefined
        ? api.listPage(query, ...more)
        : Promise.reject(new Error('no second page')),
  };
  await expect(read(failing)).rejects.toThrow('no second page');
});
