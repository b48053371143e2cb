import { expect, it, vi } from 'vitest';
import { StateError } from '../../../src/engine/results/errors.js';
import { Iterators } from '../../../src/watcher/delivery/iterators.js';
import { useVirtualTime } from '../../support/virtual-time.js';
import { contentOf, eventOf, openPost, skip } from './support.js';

useVirtualTime();

const MOST = 1_000;

async function iterate() {
  const post = await openPost([]);
  const { dispatcher } = post;
  const host = {
    open: () => Promise.resolve(dispatcher),
    start: () => Promise.resolve(),
    opened: () => dispatcher,
  };
  const iterators = new Iterators(host, MOST);
  const iterator = iterators.make(undefined);
  const first = iterator.next();
  await skip(0);
  return { post, iterator, first };
}

it('are not in the snapshot, and emit no events about deliveries', async () => {
  const { post, iterator, first } = await iterate();
  await post.send(eventOf(1), eventOf(2));
  expect((await first).value).toEqual(eventOf(1));
  expect((await iterator.next()).value).toEqual(eventOf(2));
  expect(post.dispatcher.snapshot()).toEqual([]);
  expect(post.emitted).toEqual([]);
  await post.dispatcher.closeIterators();
  await post.send(eventOf(3));
  expect(Object.keys(await contentOf(post.store))).toEqual(['outbox!iterator-1!000000000000002']);
  await post.close();
});

it('end with an error when too many events are pending, and leave none of them in the state', async () => {
  const { post, iterator, first } = await iterate();
  const events = Array.from({ length: MOST }, (_, index) => eventOf(index));
  await post.send(...events);
  expect((await first).value).toEqual(eventOf(0));
  await post.send(eventOf(MOST), eventOf(MOST + 1));
  await skip(0);
  const failed = iterator.next();
  await expect(failed).rejects.toThrow(StateError);
  await expect(failed).rejects.toMatchObject({ reason: 'full' });
  expect(await iterator.next()).toEqual({ done: true, value: undefined });
  await skip(1_000);
  expect(await contentOf(post.store)).toEqual({});
  await post.close();
  expect(vi.getTimerCount()).toBe(0);
});
