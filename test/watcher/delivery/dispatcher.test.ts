import { expect, it, vi } from 'vitest';
import { useVirtualTime } from '../../support/virtual-time.js';
import { recordingSink } from '../support.js';
import { eventOf, openPost, skip } from './support.js';

useVirtualTime();

it('drains until everything is delivered, and no longer', async () => {
  const sink = recordingSink();
  sink.answer = () => new Promise((resolve) => setTimeout(resolve, 100, { type: 'delivered' }));
  const post = await openPost([sink, recordingSink({ name: 'idle' })]);
  await post.send(eventOf(1), eventOf(2));
  let drained = 0;
  const startMs = Date.now();
  void post.dispatcher.drain(10_000).then(() => {
    drained = Date.now() - startMs;
    return undefined;
  });
  await skip(9_000);
  expect(drained).toBe(200);
  expect(vi.getTimerCount()).toBe(0);
  await post.close();
});

it('drains until the timeout, and leaves the rest in the state', async () => {
  const sink = recordingSink();
  sink.answer = () => new Promise(() => undefined);
  const post = await openPost([sink]);
  await post.send(eventOf(1));
  const drain = post.dispatcher.drain(10_000);
  await skip(10_000);
  await drain;
  expect(post.dispatcher.snapshot()).toMatchObject([{ outbox: 1 }]);
  await post.close();
  expect(vi.getTimerCount()).toBe(0);
});

it('continues with the pending events in order after a restart', async () => {
  const sink = recordingSink();
  sink.answer = () => new Promise(() => undefined);
  const post = await openPost([sink]);
  const events = Array.from({ length: 600 }, (_, index) => eventOf(index));
  await post.send(...events);
  await post.close();
  sink.answer = () => ({ type: 'delivered' });
  const again = await openPost([sink], { store: post.store });
  await again.send(eventOf(600));
  await skip(0);
  expect(sink.received).toEqual([...events, eventOf(600)]);
  await again.close();
});
