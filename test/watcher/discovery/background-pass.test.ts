import { expect, it } from 'vitest';
import { CallError } from '../../../src/engine/calls/call-error.js';
import type { FaultKind } from '../../../src/engine/calls/fault.js';
import type { Page } from '../../../src/engine/calls/status-api.js';
import { BackgroundPass } from '../../../src/watcher/discovery/background-pass.js';

const { signal } = new AbortController();

function refusal(kind: FaultKind): CallError {
  const fault = { kind, name: 'X', message: 'x', error: undefined };
  return new CallError({ type: 'list', operation: 'ListX' }, fault);
}

/** A list of `length` pages, and the tokens that were requested. */
function listOf(length: number) {
  const requested: (string | undefined)[] = [];
  const seen: number[] = [];
  const list = {
    requested,
    seen,
    newest: 0 as number | undefined,
    fail: undefined as CallError | undefined,
    next: (page: number) => (page + 1 < length ? `${page + 1}` : undefined),
    readPage: (token: string | undefined): Promise<Page> => {
      requested.push(token);
      const { fail } = list;
      list.fail = undefined;
      if (fail !== undefined) return Promise.reject(fail);
      const nextToken = list.next(Number(token ?? 0));
      return Promise.resolve({ rows: [], ...(nextToken === undefined ? {} : { nextToken }) });
    },
    hasRoom: true,
    canContinue: () => list.hasRoom,
    newestMs: () => list.newest,
    onCovered: (ms: number) => void seen.push(ms),
  };
  return list;
}

async function read(pass: BackgroundPass, times: number): Promise<void> {
  for (let time = 0; time < times; time += 1) await pass.readNext(signal);
}

it('reads page by page, and starts over', async () => {
  const list = listOf(3);
  const pass = new BackgroundPass(list);
  await read(pass, 4);
  expect(list.requested).toEqual([undefined, '1', '2', undefined]);
  expect(pass.passes).toBe(1);
});

it('counts requests as covered that existed before the previous pass', async () => {
  const list = listOf(2);
  const pass = new BackgroundPass(list);
  list.newest = 10;
  await read(pass, 1);
  list.newest = 20;
  await read(pass, 1);
  expect(list.seen).toEqual([]);
  await read(pass, 2);
  expect(list.seen).toEqual([10]);
  await read(pass, 2);
  expect(list.seen).toEqual([10, 20]);
});

it('covers nothing while the list is empty', async () => {
  const list = listOf(1);
  list.newest = undefined;
  await read(new BackgroundPass(list), 3);
  expect(list.seen).toEqual([]);
});

it('ends a pass whose token repeats', async () => {
  const list = listOf(3);
  list.next = (page) => ['1', '2', '1'][page];
  const pass = new BackgroundPass(list);
  await read(pass, 4);
  expect(list.requested).toEqual([undefined, '1', '2', undefined]);
  expect(pass.passes).toBe(1);
});

it('restarts when a token is rejected, and then reads the list as a whole', async () => {
  const list = listOf(4);
  const pass = new BackgroundPass(list);
  await read(pass, 2);
  list.fail = refusal('invalid');
  expect(await pass.readNext(signal)).toBe(1);
  expect(pass.passes).toBe(0);
  expect(await pass.readNext(signal)).toBe(4);
  expect(list.requested).toEqual([undefined, '1', '2', undefined, '1', '2', '3']);
  expect(pass.passes).toBe(1);
});

it('leaves the rest of the list for later if there is no room', async () => {
  const list = listOf(4);
  const pass = new BackgroundPass(list);
  await read(pass, 2);
  list.fail = refusal('invalid');
  await read(pass, 1);
  list.hasRoom = false;
  expect(await pass.readNext(signal)).toBe(1);
  expect(list.requested).toEqual([undefined, '1', '2', undefined]);
});

it('retries a page after other failures', async () => {
  const list = listOf(2);
  const pass = new BackgroundPass(list);
  await read(pass, 1);
  list.fail = refusal('transient');
  await expect(pass.readNext(signal)).rejects.toBeInstanceOf(CallError);
  await read(pass, 1);
  expect(list.requested).toEqual([undefined, '1', '1']);
  list.fail = refusal('invalid');
  await expect(pass.readNext(signal)).rejects.toBeInstanceOf(CallError);
});
