import { expect, it } from 'vitest';
import { now } from '../../../src/engine/util/clock.js';
import {
  readInBackground,
  type BackgroundReader,
} from '../../../src/watcher/instances/background-reader.js';
import { passTime, useVirtualTime } from '../../support/virtual-time.js';

useVirtualTime();

/** A list of some pages that records when each was read. */
function list(name: string, length: number, reads: [string, number][], pagesAtOnce = 1) {
  let page = 0;
  const reader = {
    needsBackground: true,
    dependsOnBackground: true,
    isCatchingUp: false,
    backgroundPasses: 0,
    readBackground: () => {
      reads.push([name, Math.round(now() - startMs) / 1_000]);
      page += pagesAtOnce;
      if (page % length === 0) reader.backgroundPasses += 1;
      return Promise.resolve(pagesAtOnce);
    },
  } satisfies BackgroundReader;
  const startMs = now();
  return reader;
}

async function run(lists: readonly BackgroundReader[], ms: number): Promise<void> {
  const controller = new AbortController();
  const running = readInBackground(lists, controller.signal);
  running.catch(() => undefined);
  await passTime(ms);
  controller.abort(new Error('stopped'));
  await expect(running).rejects.toThrow('stopped');
}

it('reads one list to its end before the next, one page per 15 s', async () => {
  const reads: [string, number][] = [];
  await run([list('a', 2, reads), list('b', 1, reads)], 65_000);
  expect(reads).toEqual([
    ['a', 15],
    ['a', 30],
    ['b', 45],
    ['a', 60],
  ]);
});

it('reads one page per minute if the tops of all lists show all requests', async () => {
  const reads: [string, number][] = [];
  await run([{ ...list('a', 5, reads), dependsOnBackground: false }], 125_000);
  expect(reads).toEqual([
    ['a', 60],
    ['a', 120],
  ]);
});

it('is faster while it catches up', async () => {
  const reads: [string, number][] = [];
  await run([{ ...list('a', 9, reads), isCatchingUp: true }], 1_600);
  expect(reads.map(([, at]) => at)).toEqual([0.5, 1, 1.5]);
});

it('pauses in proportion after it has read a whole list', async () => {
  const reads: [string, number][] = [];
  await run([list('a', 4, reads, 4)], 80_000);
  expect(reads.map(([, at]) => at)).toEqual([15, 75]);
});

it('checks again later if there is nothing to read', async () => {
  const reads: [string, number][] = [];
  const lazy = { ...list('a', 9, reads), needsBackground: false };
  const later: { needsBackground: boolean } & BackgroundReader = {
    ...list('b', 9, reads),
    needsBackground: false,
  };
  const controller = new AbortController();
  readInBackground([lazy, later], controller.signal).catch(() => undefined);
  await passTime(20_000);
  expect(reads).toEqual([]);
  later.needsBackground = true;
  await passTime(20_000);
  expect(reads.map(([name]) => name)).toEqual(['b']);
  controller.abort();
});
