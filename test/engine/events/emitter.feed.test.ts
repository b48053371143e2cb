import { expect, it, vi } from 'vitest';
import { Feed } from '../../../src/engine/events/emitter.js';

interface Event {
  readonly type: 'tick' | 'tock';
  readonly id: number;
}

/** A feed in which a tick replaces an unread one. */
function createFeed() {
  return new Feed<Event>(({ type }) => (type === 'tick' ? type : undefined), vi.fn());
}

async function idsOf(stream: AsyncIterable<Event>): Promise<number[]> {
  const ids: number[] = [];
  for await (const { id } of stream) ids.push(id);
  return ids;
}

it('delivers every event to listeners and to every stream', async () => {
  const feed = createFeed();
  const listener = vi.fn<(event: Event) => void>();
  feed.on('*', listener);
  const streams = [feed.stream(), feed.stream()];
  feed.emit({ type: 'tock', id: 1 });
  feed.emit({ type: 'tock', id: 2 });
  expect(listener).toHaveBeenCalledTimes(2);
  feed.endStreams();
  expect(await Promise.all(streams.map(idsOf))).toEqual([
    [1, 2],
    [1, 2],
  ]);
});

it('hasListener includes streams', () => {
  const feed = createFeed();
  expect(feed.hasListener('tick')).toBe(false);
  feed.stream();
  expect(feed.hasListener('tick')).toBe(true);
});

it('a stream receives the events after its creation', async () => {
  const feed = createFeed();
  feed.emit({ type: 'tock', id: 1 });
  const stream = feed.stream();
  feed.emit({ type: 'tock', id: 2 });
  feed.endStreams();
  expect(await idsOf(stream)).toEqual([2]);
});

it('a stream keeps only the newest unread event of a key', async () => {
  const feed = createFeed();
  const stream = feed.stream();
  for (const id of [1, 2, 3]) feed.emit({ type: 'tick', id });
  feed.emit({ type: 'tock', id: 4 });
  feed.endStreams();
  expect(await idsOf(stream)).toEqual([3, 4]);
});

it('other streams continue when one returns', async () => {
  const feed = createFeed();
  const returning = feed.stream();
  const continuing = feed.stream();
  feed.emit({ type: 'tock', id: 1 });
  await returning.return();
  feed.emit({ type: 'tock', id: 2 });
  feed.endStreams();
  expect(await idsOf(returning)).toEqual([]);
  expect(await idsOf(continuing)).toEqual([1, 2]);
});

it('creates new streams after the others have ended', async () => {
  const feed = createFeed();
  feed.endStreams();
  const stream = feed.stream();
  feed.emit({ type: 'tock', id: 1 });
  feed.endStreams();
  expect(await idsOf(stream)).toEqual([1]);
});
