import { getEventListeners } from 'node:events';
import { expect, it } from 'vitest';
import { onAbort } from '../../../src/engine/util/abortable.js';

it('calls each callback once, with one listener for all callbacks', () => {
  const controller = new AbortController();
  const called: number[] = [];
  for (let index = 0; index < 50; index += 1) onAbort(controller.signal, () => called.push(index));
  expect(getEventListeners(controller.signal, 'abort')).toHaveLength(1);

  controller.abort();
  expect(called).toEqual(Array.from({ length: 50 }, (_, index) => index));
});

it('removes the listener with the last callback, and adds it again for a new one', () => {
  const controller = new AbortController();
  const called: string[] = [];
  const releases = ['a', 'b'].map((name) => onAbort(controller.signal, () => called.push(name)));
  for (const release of releases) release();
  for (const release of releases) release();
  expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0);

  onAbort(controller.signal, () => called.push('c'));
  controller.abort();
  expect(called).toEqual(['c']);
});

it('removes one of two callbacks that are the same function', () => {
  const controller = new AbortController();
  let calls = 0;
  const count = () => {
    calls += 1;
  };
  onAbort(controller.signal, count);
  onAbort(controller.signal, count)();
  controller.abort();
  expect(calls).toBe(1);
});
