import { PassThrough, type Readable } from 'node:stream';
import { describe, expect, it, vi } from 'vitest';
import { EventHub } from '../../../src/watcher/http/event-hub.js';
import { passTime, useVirtualTime } from '../../support/virtual-time.js';
import { FakeWatcher, sweptEvent } from './fake-watcher.js';
import { aSnapshot } from './samples.js';

useVirtualTime();

/** A hub whose state is the size of the state of its watcher. */
function setUp({ padding = '' }: { readonly padding?: string } = {}) {
  const watcher = new FakeWatcher(aSnapshot({ stateBytes: 1 }));
  const compose = vi.fn(() => JSON.stringify([watcher.current.stateBytes, padding]));
  const hub = new EventHub(watcher, compose, 2);
  return { watcher, hub, compose };
}

/** The events that a client has received: their names and states. */
async function received(stream: Readable): Promise<unknown[]> {
  let text = '';
  // Some versions of Node pass written data on only in the next turn of the event loop.
  for (let turn = 0; turn < 2; turn += 1) {
    text += String(stream.read() ?? '');
    await passTime(0);
  }
  return Array.from(text.matchAll(/^event: (\w+)\ndata: (.*)\n\n/gm), ([, name, data = '']) => {
    const { state } = JSON.parse(data);
    return state === undefined ? name : `${name} ${state[0]}`;
  });
}

describe('the hub', () => {
  it('sends the state at once, then when it has changed', async () => {
    const { hub, watcher } = setUp();
    const client = new PassThrough();
    hub.add(client);
    expect(await received(client)).toEqual(['state 1']);
    await passTime(1_000);
    expect(await received(client)).toEqual([]);
    watcher.change({ stateBytes: 2 });
    expect(await received(client)).toEqual([]);
    await passTime(1_000);
    expect(await received(client)).toEqual(['state 2']);
    hub.close();
  });

  it('sends at most one state a second, the latest', async () => {
    const { hub, watcher, compose } = setUp();
    const client = new PassThrough();
    hub.add(client);
    await received(client);
    for (let stateBytes = 2; stateBytes <= 500; stateBytes += 1) watcher.change({ stateBytes });
    await passTime(1_000);
    expect(await received(client)).toEqual(['state 500']);
    expect(compose).toHaveBeenCalledTimes(2);
    hub.close();
  });

  it('sends nothing when events changed nothing', async () => {
    const { hub, watcher } = setUp();
    const client = new PassThrough();
    hub.add(client);
    await received(client);
    watcher.emit(sweptEvent());
    await passTime(1_000);
    expect(await received(client)).toEqual([]);
    hub.close();
  });

  it('detects a change without an event', async () => {
    const { hub, watcher } = setUp();
    const client = new PassThrough();
    hub.add(client);
    await received(client);
    watcher.current = aSnapshot({ stateBytes: 2 });
    await passTime(5_000);
    expect(await received(client)).toEqual(['state 2']);
    hub.close();
  });

  it('sends heartbeats while nothing changes', async () => {
    const { hub } = setUp();
    const client = new PassThrough();
    hub.add(client);
    await received(client);
    await passTime(9_000);
    expect(await received(client)).toEqual([]);
    await passTime(1_000);
    expect(await received(client)).toEqual(['heartbeat']);
    await passTime(10_000);
    expect(await received(client)).toEqual(['heartbeat']);
    hub.close();
  });

  it('skips states for a slow client, which gets the latest one once it reads', async () => {
    const { hub, watcher } = setUp({ padding: 'x'.repeat(100_000) });
    const slow = new PassThrough();
    const quick = new PassThrough();
    hub.add(slow);
    hub.add(quick);
    for (let stateBytes = 2; stateBytes <= 20; stateBytes += 1) {
      await received(quick);
      watcher.change({ stateBytes });
      await passTime(1_000);
    }
    expect(await received(quick)).toEqual(['state 20']);
    // The stream counts the buffered data on each of its sides.
    expect(slow.readableLength + slow.writableLength).toBeLessThan(250_000);
    expect(await received(slow)).toEqual(['state 1']);
    await passTime(1_000);
    expect(await received(slow)).toEqual(['state 20']);
    hub.close();
  });

  it('disconnects a client that reads nothing for half a minute', async () => {
    const { hub, watcher } = setUp({ padding: 'x'.repeat(100_000) });
    const stuck = new PassThrough();
    hub.add(stuck);
    await passTime(30_000);
    expect(stuck.destroyed).toBe(false);
    await passTime(1_000);
    expect(stuck.destroyed).toBe(true);
    expect(watcher.listeners).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('does nothing without clients, and is full at the limit', async () => {
    const { hub, watcher } = setUp();
    expect([watcher.listeners, vi.getTimerCount(), hub.isFull]).toEqual([0, 0, false]);
    const [one, other] = [new PassThrough(), new PassThrough()];
    hub.add(one);
    hub.add(other);
    expect([watcher.listeners, vi.getTimerCount(), hub.isFull]).toEqual([1, 1, true]);
    one.destroy();
    await passTime(0);
    expect([watcher.listeners, vi.getTimerCount(), hub.isFull]).toEqual([1, 1, false]);
    other.destroy(new Error('reset'));
    await passTime(0);
    expect([watcher.listeners, vi.getTimerCount()]).toEqual([0, 0]);
    hub.add(new PassThrough());
    expect([watcher.listeners, vi.getTimerCount()]).toEqual([1, 1]);
    hub.close();
    expect([watcher.listeners, vi.getTimerCount()]).toEqual([0, 0]);
  });
});
