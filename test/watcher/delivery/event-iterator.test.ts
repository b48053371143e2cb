import { describe, expect, it, vi } from 'vitest';
import { EventIterator } from '../../../src/watcher/delivery/event-iterator.js';
import { useVirtualTime } from '../../support/virtual-time.js';
import { contentOf, eventOf, numberOf, openPost, skip, type Post } from './support.js';

useVirtualTime();

/** An iterator over posted events, wired like in a watcher. */
function iterate(
  post: Post,
  {
    signal,
    open = () => Promise.resolve(),
  }: { signal?: AbortSignal; open?: () => Promise<void> } = {},
) {
  const opened: string[] = [];
  const iterator = new EventIterator({
    name: 'iterator-1',
    open: async (sink) => {
      opened.push('opened');
      await post.dispatcher.open(sink);
      await open();
    },
    close: async () => {
      opened.push('closed');
      await post.dispatcher.close('iterator-1');
      await post.dispatcher.discard('iterator-1!');
    },
    signal,
  });
  return { iterator, opened };
}

const outbox = (post: Post) => post.dispatcher.snapshot()[0]?.outbox;

/** Whether a promise has settled by now. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  let settled = false;
  const settle = () => {
    settled = true;
  };
  promise.then(settle, settle);
  await skip(0);
  return settled;
}

const DONE = { done: true, value: undefined };

describe('an iterator', () => {
  it('starts with the first next', async () => {
    const post = await openPost([]);
    const { iterator, opened } = iterate(post);
    await post.send(eventOf(1));
    expect(opened).toEqual([]);
    const first = iterator.next();
    await skip(0);
    await post.send(eventOf(2));
    expect((await first).value).toEqual(eventOf(2));
    expect(opened).toEqual(['opened']);
    await post.close();
  });

  it('loses nothing while its consumer is slow', async () => {
    const post = await openPost([]);
    const { iterator } = iterate(post);
    const first = iterator.next();
    await skip(0);
    for (let number = 1; number <= 700; number += 1) await post.send(eventOf(number));
    const seen = [numberOf((await first).value!)];
    while (seen.length < 700) {
      await skip(1_000);
      seen.push(numberOf((await iterator.next()).value!));
    }
    expect(seen).toEqual(Array.from({ length: 700 }, (_, index) => index + 1));
    await post.close();
  });

  it('counts an event as delivered when the next one is requested', async () => {
    const post = await openPost([]);
    const { iterator } = iterate(post);
    const first = iterator.next();
    await skip(0);
    await post.send(eventOf(1), eventOf(2));
    await first;
    await skip(60_000);
    expect(outbox(post)).toBe(2);
    expect(post.emitted).toEqual([]);
    await iterator.next();
    await skip(0);
    expect(outbox(post)).toBe(1);
    expect(post.emitted).toMatchObject([{ type: 'delivered', eventId: eventOf(1).id }]);
    await post.close();
  });

  it('resolves concurrent calls of next in order', async () => {
    const post = await openPost([]);
    const { iterator } = iterate(post);
    const pending = Promise.all([iterator.next(), iterator.next(), iterator.next()]);
    await skip(0);
    await post.send(eventOf(1), eventOf(2), eventOf(3), eventOf(4));
    expect((await pending).map(({ value }) => numberOf(value!))).toEqual([1, 2, 3]);
    await skip(0);
    expect(outbox(post)).toBe(2);
    await post.close();
  });

  it('can be left: pending events are removed from the state, and pending calls of next resolve', async () => {
    const post = await openPost([]);
    const { iterator, opened } = iterate(post);
    const first = iterator.next();
    await skip(0);
    await post.send(eventOf(1), eventOf(2), eventOf(3));
    await first;
    expect(await iterator.return()).toEqual(DONE);
    expect(await iterator.next()).toEqual(DONE);
    expect(opened).toEqual(['opened', 'closed']);
    expect(await contentOf(post.store)).toEqual({});
    expect(post.emitted).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
    await post.close();
  });

  it('removes events that were posted but not stored yet when it was left', async () => {
    const post = await openPost([]);
    const { iterator } = iterate(post);
    void iterator.next();
    await skip(0);
    const sent = post.send(eventOf(1));
    await Promise.all([iterator.return(), sent]);
    expect(await contentOf(post.store)).toEqual({});
    await post.close();
  });

  it('ends when its signal is aborted, and leaves no listener behind', async () => {
    const post = await openPost([]);
    const controller = new AbortController();
    const { iterator, opened } = iterate(post, { signal: controller.signal });
    const first = iterator.next();
    await skip(0);
    controller.abort();
    expect(await first).toEqual(DONE);
    await skip(0);
    expect(opened).toEqual(['opened', 'closed']);
    const other = new AbortController();
    const removing = vi.spyOn(other.signal, 'removeEventListener');
    await iterate(post, { signal: other.signal }).iterator.return();
    expect(removing).toHaveBeenCalledOnce();
    await post.close();
  });

  it('never starts if its signal is already aborted', async () => {
    const post = await openPost([]);
    const { iterator, opened } = iterate(post, { signal: AbortSignal.abort() });
    expect(await iterator.next()).toEqual(DONE);
    expect(opened).toEqual([]);
    await post.close();
  });
});

describe('an iterator that is still starting', () => {
  it('ends at once when it is left, and closes what was opened', async () => {
    const post = await openPost([]);
    let start = () => {};
    const started = new Promise<void>((resolve) => (start = resolve));
    const controller = new AbortController();
    const { iterator, opened } = iterate(post, {
      signal: controller.signal,
      open: () => started,
    });
    const first = iterator.next();
    await skip(0);
    controller.abort();
    expect(await first).toEqual(DONE);
    start();
    await skip(0);
    expect(opened).toEqual(['opened', 'closed']);
    expect(post.dispatcher.snapshot()).toEqual([]);
    await post.close();
  });

  it('ends when the watcher is stopped', async () => {
    const post = await openPost([]);
    let start = () => {};
    const started = new Promise<void>((resolve) => (start = resolve));
    const { iterator } = iterate(post, { open: () => started });
    const both = Promise.all([iterator.next(), iterator.next()]);
    await skip(0);
    iterator.end();
    start();
    expect(await isSettled(both)).toBe(true);
    expect(await both).toEqual([DONE, DONE]);
    await post.close();
  });

  it('rejects if it cannot start, and then ends', async () => {
    const post = await openPost([]);
    const { iterator } = iterate(post, { open: () => Promise.reject(new Error('refused')) });
    await expect(iterator.next()).rejects.toThrow('refused');
    expect(await iterator.next()).toEqual(DONE);
    expect(await iterator.return()).toEqual(DONE);
    await post.close();
  });
});

it('ignores a failure when the watcher stops during a call of next', async () => {
  const post = await openPost([]);
  const { iterator } = iterate(post);
  const first = iterator.next();
  await skip(0);
  await post.send(eventOf(1));
  await first;
  const second = iterator.next();
  await skip(0);
  iterator.end();
  expect(await second).toEqual(DONE);
  await post.close();
  expect(post.emitted.map(({ type }) => type)).toEqual(['delivered']);
  await expect(iterator.return()).resolves.toEqual(DONE);
  expect(vi.getTimerCount()).toBe(0);
});
