import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { EventStream } from '../../../src/engine/events/event-stream.js';
import { checkAsyncProperty } from '../../properties/check-property.js';

interface Event {
  readonly id: number;
  readonly key?: string;
}

function createStream() {
  const onReturn = vi.fn<() => void>();
  return { stream: new EventStream<Event>(({ key }) => key, onReturn), onReturn };
}

/** The ids of the remaining events. */
async function remaining(stream: EventStream<Event>): Promise<number[]> {
  const ids: number[] = [];
  for await (const { id } of stream) ids.push(id);
  return ids;
}

const DONE = { done: true, value: undefined };

it('buffers events in order while its consumer is busy', async () => {
  const { stream } = createStream();
  for (const id of [1, 2, 3]) stream.push({ id });
  stream.end();
  expect(await remaining(stream)).toEqual([1, 2, 3]);
});

it('delivers events to waiting reads in order', async () => {
  const { stream } = createStream();
  const first = stream.next();
  const second = stream.next();
  stream.push({ id: 1 });
  stream.push({ id: 2 });
  expect(await first).toEqual({ done: false, value: { id: 1 } });
  expect(await second).toEqual({ done: false, value: { id: 2 } });
});

describe('an event that replaces another', () => {
  it('is added at the end if the other is unread', async () => {
    const { stream } = createStream();
    stream.push({ id: 1, key: 'a' });
    stream.push({ id: 2 });
    stream.push({ id: 3, key: 'a' });
    stream.end();
    expect(await remaining(stream)).toEqual([2, 3]);
  });

  it('is delivered too if the other was read', async () => {
    const { stream } = createStream();
    stream.push({ id: 1, key: 'a' });
    await stream.next();
    stream.push({ id: 2, key: 'a' });
    stream.end();
    expect(await remaining(stream)).toEqual([2]);
  });

  it('does not make the buffer grow', async () => {
    const { stream } = createStream();
    for (let id = 0; id < 10_000; id += 1) stream.push({ id, key: `request ${id % 3}` });
    stream.end();
    expect(await remaining(stream)).toEqual([9_997, 9_998, 9_999]);
  });
});

describe('end', () => {
  it('keeps the buffered events, and ignores later ones', async () => {
    const { stream } = createStream();
    stream.push({ id: 1 });
    stream.end();
    stream.push({ id: 2 });
    expect(await remaining(stream)).toEqual([1]);
    expect(await stream.next()).toEqual(DONE);
  });

  it('ends all waiting reads at once', async () => {
    const { stream } = createStream();
    const waiting = [stream.next(), stream.next()];
    stream.end();
    expect(await Promise.all(waiting)).toEqual([DONE, DONE]);
  });

  it('calls onReturn once', async () => {
    const { stream, onReturn } = createStream();
    stream.end();
    stream.end();
    await stream.return();
    expect(onReturn).toHaveBeenCalledOnce();
  });
});

describe('a consumer that stops reading', () => {
  it('ends the stream and clears the buffer', async () => {
    const { stream, onReturn } = createStream();
    stream.push({ id: 1 });
    stream.push({ id: 2 });
    for await (const { id } of stream) {
      expect(id).toBe(1);
      break;
    }
    expect(onReturn).toHaveBeenCalledOnce();
    expect(await stream.next()).toEqual(DONE);
  });

  it('ends a waiting read', async () => {
    const { stream } = createStream();
    const waiting = stream.next();
    expect(await stream.return()).toEqual(DONE);
    expect(await waiting).toEqual(DONE);
  });
});

const act = fc.oneof(
  fc.record({ act: fc.constant('push' as const), key: fc.constantFrom('a', 'b', undefined) }),
  fc.record({ act: fc.constant('read' as const) }),
);

it('delivers each event once, in order, except replaced ones', async () => {
  await checkAsyncProperty(
    fc.asyncProperty(fc.array(act, { maxLength: 60 }), async (acts) => {
      const { stream } = createStream();
      const pushed: Event[] = [];
      const reads: Promise<IteratorResult<Event, undefined>>[] = [];
      for (const each of acts) {
        if (each.act === 'read') reads.push(stream.next());
        else {
          const event = { id: pushed.length, ...(each.key && { key: each.key }) };
          pushed.push(event);
          stream.push(event);
        }
      }
      stream.end();
      const read = (await Promise.all(reads)).flatMap(({ value }) => (value ? [value.id] : []));
      const got = [...read, ...(await remaining(stream))];

      expect(got).toEqual(got.toSorted((one, other) => one - other));
      expect(new Set(got).size).toBe(got.length);
      const lost = pushed.filter(({ id }) => !got.includes(id));
      for (const { id, key } of lost) {
        expect(
          pushed.some((later) => key !== undefined && later.key === key && later.id > id),
        ).toBe(true);
      }
    }),
    200,
  );
});
