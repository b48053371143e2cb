import { describe, expect, it, vi } from 'vitest';
import { Emitter } from '../../../src/engine/events/emitter.js';

type Event =
  | { readonly type: 'begun'; readonly name: string }
  | { readonly type: 'ended'; readonly code: number };

const BEGUN: Event = { type: 'begun', name: 'a' };
const ENDED: Event = { type: 'ended', code: 0 };

/** An emitter, with a record of its listeners' errors. */
function createEmitter() {
  const onListenerError = vi.fn<(error: unknown, event: Event) => void>();
  return { emitter: new Emitter<Event>(onListenerError), onListenerError };
}

it('calls the listeners of a type in the order of adding', () => {
  const { emitter } = createEmitter();
  const calls: string[] = [];
  emitter.on('begun', ({ name }) => calls.push(`one ${name}`));
  emitter.on('ended', ({ code }) => calls.push(`end ${code}`));
  emitter.on('begun', ({ name }) => calls.push(`other ${name}`));
  emitter.emit(BEGUN);
  emitter.emit(ENDED);
  expect(calls).toEqual(['one a', 'other a', 'end 0']);
});

it('calls listeners of * with every event, after the listeners of its type', () => {
  const { emitter } = createEmitter();
  const calls: string[] = [];
  emitter.on('*', ({ type }) => calls.push(`any ${type}`));
  emitter.on('begun', () => calls.push('begun'));
  emitter.emit(BEGUN);
  emitter.emit(ENDED);
  expect(calls).toEqual(['begun', 'any begun', 'any ended']);
});

it('reports whether a type has a listener', () => {
  const { emitter } = createEmitter();
  const listener = () => undefined;
  expect(emitter.hasListener('begun')).toBe(false);
  emitter.on('begun', listener);
  expect([emitter.hasListener('begun'), emitter.hasListener('ended')]).toEqual([true, false]);
  emitter.off('begun', listener);
  expect(emitter.hasListener('begun')).toBe(false);
  emitter.on('*', listener);
  expect([emitter.hasListener('begun'), emitter.hasListener('ended')]).toEqual([true, true]);
});

it('does nothing without listeners', () => {
  expect(() => createEmitter().emitter.emit(BEGUN)).not.toThrow();
});

it('treats no event name specially', () => {
  const emitter = new Emitter<{ readonly type: 'error' }>(() => undefined);
  expect(() => emitter.emit({ type: 'error' })).not.toThrow();
});

describe('a listener', () => {
  it('is called once if it was added twice', () => {
    const { emitter } = createEmitter();
    const listener = vi.fn<() => void>();
    emitter.on('begun', listener);
    emitter.on('begun', listener);
    emitter.emit(BEGUN);
    expect(listener).toHaveBeenCalledOnce();
  });

  it('stays if it is added again with once', () => {
    const { emitter } = createEmitter();
    const listener = vi.fn<() => void>();
    emitter.on('begun', listener);
    emitter.once('begun', listener);
    emitter.emit(BEGUN);
    emitter.emit(BEGUN);
    expect(listener).toHaveBeenCalledTimes(2);
  });

  it('is not called after it is removed', () => {
    const { emitter } = createEmitter();
    const listener = vi.fn<() => void>();
    emitter.on('begun', listener);
    emitter.once('*', listener);
    emitter.off('begun', listener);
    emitter.off('*', listener);
    emitter.off('ended', listener);
    emitter.emit(BEGUN);
    expect(listener).not.toHaveBeenCalled();
  });

  it('that is added with once is called once, even if it emits again', () => {
    const { emitter } = createEmitter();
    const listener = vi.fn<() => void>(() => emitter.emit(BEGUN));
    emitter.once('begun', listener);
    emitter.emit(BEGUN);
    expect(listener).toHaveBeenCalledOnce();
  });

  it('can add and remove others during an event, with effect from the next event', () => {
    const { emitter } = createEmitter();
    const added = vi.fn<() => void>();
    const removed = vi.fn<() => void>();
    emitter.once('begun', () => {
      emitter.on('begun', added);
      emitter.off('begun', removed);
    });
    emitter.on('begun', removed);
    emitter.emit(BEGUN);
    expect(added).not.toHaveBeenCalled();
    expect(removed).toHaveBeenCalledOnce();
    emitter.emit(BEGUN);
    expect(added).toHaveBeenCalledOnce();
    expect(removed).toHaveBeenCalledOnce();
  });
});

describe('a listener error', () => {
  const error = new Error('broken');

  it('by a throw affects neither other listeners nor the emitter', () => {
    const { emitter, onListenerError } = createEmitter();
    const other = vi.fn<() => void>();
    emitter.on('begun', () => {
      throw error;
    });
    emitter.on('begun', other);
    emitter.on('*', other);
    emitter.emit(BEGUN);
    expect(other).toHaveBeenCalledTimes(2);
    expect(onListenerError.mock.calls).toEqual([[error, BEGUN]]);
  });

  it('by a rejection is handled', async () => {
    const { emitter, onListenerError } = createEmitter();
    const rejecting: () => unknown = () => Promise.reject(error);
    emitter.on('begun', rejecting);
    emitter.emit(BEGUN);
    await vi.waitFor(() => expect(onListenerError).toHaveBeenCalledOnce());
    expect(onListenerError.mock.calls).toEqual([[error, BEGUN]]);
  });

  it('that cannot be reported is ignored', () => {
    const emitter = new Emitter<Event>(() => {
      throw new Error('the logger is broken too');
    });
    const other = vi.fn<() => void>();
    emitter.on('begun', () => {
      throw error;
    });
    emitter.on('begun', other);
    expect(() => emitter.emit(BEGUN)).not.toThrow();
    expect(other).toHaveBeenCalledOnce();
  });
});
