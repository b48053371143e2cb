import { expect, it, vi } from 'vitest';
import { OutboxHead } from '../../../src/watcher/delivery/outbox-head.js';
import { Outbox } from '../../../src/watcher/delivery/outbox.js';
import { WriteBatcher } from '../../../src/watcher/store/write-batcher.js';
import { createMemoryStore } from '../../../src/watcher/store/memory-store.js';
import { useVirtualTime } from '../../support/virtual-time.js';
import { eventOf, skip } from './support.js';

useVirtualTime();

async function openHead() {
  const store = createMemoryStore();
  await store.open();
  const batcher = new WriteBatcher(store);
  const outbox = await Outbox.open({ store, batcher }, 'webhook');
  const onRead = vi.fn();
  const head = new OutboxHead(outbox, onRead);
  const send = async (count: number) => {
    for (let left = count; left > 0; left -= 1) {
      const { number, change } = outbox.add(eventOf(left));
      await batcher.commit([change]);
      outbox.added();
      head.stored(number, eventOf(left));
    }
  };
  const take = (count: number) => {
    for (const item of head.buffer.candidates().slice(0, count)) head.buffer.remove(item);
  };
  return { store, head, outbox, onRead, send, take };
}

it('holds at most 256 events, and reads more once half of them are gone', async () => {
  const { store, head, send, take } = await openHead();
  const list = vi.spyOn(store, 'list');
  await send(600);
  head.refill();
  expect(head.buffer.size).toBe(256);
  take(127);
  head.refill();
  expect(list).not.toHaveBeenCalled();
  take(1);
  head.refill();
  head.refill();
  await skip(0);
  expect(list).toHaveBeenCalledOnce();
  expect(head.buffer.size).toBe(256);
  expect(head.buffer.lastNumber).toBe(384);
});

it('loses no event that is stored during a read, and adds none before it is announced', async () => {
  const { head, outbox, send, take, onRead } = await openHead();
  await send(300);
  take(200);
  head.refill();
  await send(10);
  const { number } = outbox.add(eventOf(1));
  await skip(0);
  expect(onRead).toHaveBeenCalledOnce();
  head.refill();
  await skip(0);
  expect(head.buffer.lastNumber).toBe(310);
  expect(number).toBe(311);
  head.stored(number, eventOf(1));
  expect(head.buffer.lastNumber).toBe(311);
  expect(vi.getTimerCount()).toBe(0);
});

it('retries after 5 s if the state cannot be read, and reports the problem', async () => {
  const { store, head, send, take, onRead } = await openHead();
  await send(300);
  take(256);
  vi.spyOn(store, 'list').mockRejectedValueOnce(new Error('EIO\u0007'));
  head.refill();
  await skip(0);
  expect(head.problem?.reason).toBe('the outbox cannot be read: Error: EIO\\u0007');
  head.refill();
  await skip(4_999);
  expect(onRead).not.toHaveBeenCalled();
  await skip(1);
  expect(onRead).toHaveBeenCalledOnce();
  expect(head.problem).toBeUndefined();
  expect(head.buffer.size).toBe(44);
});

it('does not loop if an expected event is missing', async () => {
  const { store, head, send, take, onRead } = await openHead();
  await send(300);
  take(256);
  const list = vi.spyOn(store, 'list').mockResolvedValue([]);
  onRead.mockImplementation(() => head.refill());
  head.refill();
  await skip(60_000);
  expect(list).toHaveBeenCalledOnce();
});

it('leaves no timer if it is closed while the state cannot be read', async () => {
  const { store, head, send, take, onRead } = await openHead();
  await send(300);
  take(256);
  vi.spyOn(store, 'list').mockRejectedValue(new Error('EIO'));
  head.refill();
  await head.close();
  head.refill();
  await skip(0);
  expect(vi.getTimerCount()).toBe(0);
  expect(onRead).not.toHaveBeenCalled();
});
