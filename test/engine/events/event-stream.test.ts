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

/** All that the stream still gives. */
async function rest(stream: EventStream<Event>): Promise<number[]> {
  const ids: number[] = [];
  for await (const { id } of stream) ids.push(id);
  return ids;
}

const DONE = { done: true, value: undefined };

it('keeps what comes while its consumer is busy, in order', async () => {
  const { stream } = createStream();
  for (const id of [1, 2, 3]) stream.push({ id });
  stream.end();
  expect(await rest(stream)).toEqual([1, 2, 3]);
});

it('gives what comes to a consumer that waits, first come first served', async () => {
  const { stream } = createStream();
  const first = stream.next();
  const second = stream.next();
  stream.push({ id: 1 });
  stream.push({ id: 2 });
  expect(await first).toEqual({ done: false, value: { id: 1 } });
  expect(await second).toEqual({ done: false, value: { id: 2 } });
});

describe('an event that renews another', () => {
  it('takes its place at the end, if it was not read yet', async () => {
    const { stream } = createStream();
    stream.push({ id: 1, key: 'a' });
    stream.push({ id: 2 });
    stream.push({ id: 3, key: 'a' });
    stream.end();
    expect(await rest(stream)).toEqual([2, 3]);
  });

  it('comes too, if it was read', async () => {
    const { stream } = createStream();
    stream.push({ id: 1, key: 'a' });
    await stream.next();
    stream.push({ id: 2, key: 'a' });
    stream.end();
    expect(await rest(stream)).toEqual([2]);
  });

  it('does not make the buffer grow', async () => {
    const { stream } = createStream();
    for (let id = 0; id < 10_000; id += 1) stream.push({ id, key: `request ${id % 3}` });
    stream.end();
    expect(await rest(stream)).toEqual([9_997, 9_998, 9_999]);
  });
});

describe('the end', () => {
  it('lets the consumer read what is buffered, and takes no more', async () => {
    const { stream } = createStream();
    stream.push({ id: 1 });
    stream.end();
    stream.push({ id: 2 });
    expect(await rest(stream)).toEqual([1]);
    expect(await stream.next()).toEqual(DONE);
  });

  it('comes at once to all consumers that wait', async () => {
    const { stream } = createStream();
    const waiting = [stream.next(), stream.next()];
    stream.end();
    expect(await Promise.all(waiting)).toEqual([DONE, DONE]);
  });

  it('is told once, whichever way it comes', async () => {
    const { stream, onReturn } = createStream();
    stream.end();
    stream.end();
    await stream.return();
    expect(onReturn).toHaveBeenCalledOnce();
  });
});

describe('a consumer that leaves', () => {
  it('ends the stream, and forgets what was buffered', async () => {
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

  it('ends a wait for the next event too', async () => {
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

it('loses nothing but what was renewed, gives nothing twice, and keeps the order', async () => {
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
      const got = [...read, ...(await rest(stream))];

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
