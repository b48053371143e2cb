import { describe, expect, it, vi } from 'vitest';
import { Emitter } from '../../../src/engine/events/emitter.js';

type Event =
  | { readonly type: 'begun'; readonly name: string }
  | { readonly type: 'ended'; readonly code: number };

const BEGUN: Event = { type: 'begun', name: 'a' };
const ENDED: Event = { type: 'ended', code: 0 };

/** An emitter with a record of what its listeners threw. */
function createEmitter() {
  const onListenerError = vi.fn<(error: unknown, event: Event) => void>();
  return { emitter: new Emitter<Event>(onListenerError), onListenerError };
}

it('calls listeners of a type with its events only, in the order in which they came', () => {
  const { emitter } = createEmitter();
  const heard: string[] = [];
  emitter.on('begun', ({ name }) => heard.push(`one ${name}`));
  emitter.on('ended', ({ code }) => heard.push(`end ${code}`));
  emitter.on('begun', ({ name }) => heard.push(`other ${name}`));
  emitter.emit(BEGUN);
  emitter.emit(ENDED);
  expect(heard).toEqual(['one a', 'other a', 'end 0']);
});

it('calls listeners of * with every event, after those of its type', () => {
  const { emitter } = createEmitter();
  const heard: string[] = [];
  emitter.on('*', ({ type }) => heard.push(`any ${type}`));
  emitter.on('begun', () => heard.push('begun'));
  emitter.emit(BEGUN);
  emitter.emit(ENDED);
  expect(heard).toEqual(['begun', 'any begun', 'any ended']);
});

it('says whether anybody listens', () => {
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

it('does nothing when nobody listens', () => {
  expect(() => createEmitter().emitter.emit(BEGUN)).not.toThrow();
});

it('has no event that is special', () => {
  const emitter = new Emitter<{ readonly type: 'error' }>(() => undefined);
  expect(() => emitter.emit({ type: 'error' })).not.toThrow();
});

describe('a listener', () => {
  it('is called once where it was added twice', () => {
    const { emitter } = createEmitter();
    const listener = vi.fn<() => void>();
    emitter.on('begun', listener);
    emitter.on('begun', listener);
    emitter.emit(BEGUN);
    expect(listener).toHaveBeenCalledOnce();
  });

  it('stays on where it is added again for once', () => {
    const { emitter } = createEmitter();
    const listener = vi.fn<() => void>();
    emitter.on('begun', listener);
    emitter.once('begun', listener);
    emitter.emit(BEGUN);
    emitter.emit(BEGUN);
    expect(listener).toHaveBeenCalledTimes(2);
  });

  it('is called no more once it is off, wherever it was added', () => {
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

  it('that is added once is called once, even if its call emits again', () => {
    const { emitter } = createEmitter();
    const listener = vi.fn<() => void>(() => emitter.emit(BEGUN));
    emitter.once('begun', listener);
    emitter.emit(BEGUN);
    expect(listener).toHaveBeenCalledOnce();
  });

  it('may add and take back others during an event, with effect from the next', () => {
    const { emitter } = createEmitter();
    const late = vi.fn<() => void>();
    const gone = vi.fn<() => void>();
    emitter.once('begun', () => {
      emitter.on('begun', late);
      emitter.off('begun', gone);
    });
    emitter.on('begun', gone);
    emitter.emit(BEGUN);
    expect(late).not.toHaveBeenCalled();
    expect(gone).toHaveBeenCalledOnce();
    emitter.emit(BEGUN);
    expect(late).toHaveBeenCalledOnce();
    expect(gone).toHaveBeenCalledOnce();
  });
});

describe('a listener that breaks', () => {
  const error = new Error('broken');

  it('by throwing breaks neither the others nor the emitter', () => {
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

  it('by rejecting is no unhandled rejection', async () => {
    const { emitter, onListenerError } = createEmitter();
    const rejecting: () => unknown = () => Promise.reject(error);
    emitter.on('begun', rejecting);
    emitter.emit(BEGUN);
    await vi.waitFor(() => expect(onListenerError).toHaveBeenCalledOnce());
    expect(onListenerError.mock.calls).toEqual([[error, BEGUN]]);
  });

  it('breaks nothing when its error cannot be reported either', () => {
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
