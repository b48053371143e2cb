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

/** A list with these pages, and a record of the queries. */
function listOf(...pages: readonly (readonly string[])[]) {
  const queries: PageQuery[] = [];
  const signals: AbortSignal[] = [];
  const api: StatusApi = {
    describe: () => Promise.reject(new Error('unexpected describe')),
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

/** Reads up to `enoughAfter` pages. @returns the ids of the rows, and the result */
async function read(api: StatusApi, enoughAfter = Infinity) {
  const ids: string[] = [];
  const result = await readRows(
    readPages(api, QUERY, signal),
    ({ requestId }) => ids.push(requestId),
    (pagesRead) => pagesRead >= enoughAfter,
  );
  return { ids, ...result };
}

it('reads all pages, and reports that the list is complete', async () => {
  const { api } = listOf(['a', 'b'], ['c']);
  expect(await read(api)).toEqual({ ids: ['a', 'b', 'c'], pages: 2, complete: true });
});

it('repeats the query with each token; the first has none', async () => {
  const { api, queries, signals } = listOf(['a'], ['b']);
  await read(api);
  expect(queries).toEqual([QUERY, { ...QUERY, nextToken: '1' }]);
  expect(queries[0]).not.toHaveProperty('nextToken');
  expect(signals).toEqual([signal, signal]);
});

it('stops when it is enough, and reports that the list is not complete', async () => {
  const { api, queries } = listOf(['a'], ['b'], ['c']);
  expect(await read(api, 2)).toEqual({ ids: ['a', 'b'], pages: 2, complete: false });
  expect(queries).toHaveLength(2);
});

it('an empty list is complete', async () => {
  const { api } = listOf([]);
  expect(await read(api)).toEqual({ ids: [], pages: 1, complete: true });
});

it('calls isEnough after the rows of each page', async () => {
  const { api } = listOf(['a', 'b'], ['c']);
  const calls: string[] = [];
  await readRows(
    readPages(api, QUERY, signal),
    ({ requestId }) => calls.push(requestId),
    (pagesRead) => calls.push(`enough after ${pagesRead}?`) < 0,
  );
  expect(calls).toEqual(['a', 'b', 'enough after 1?', 'c', 'enough after 2?']);
});

it('rejects with the error of a page', async () => {
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
