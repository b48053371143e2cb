import { expect, it, vi } from 'vitest';
import { recordGlobals, undoChanges } from './changed-globals.js';
import { restoreGlobals } from './restore-globals.js';

it('restores the real timer although the fake one has a spy', () => {
  const real = setTimeout;
  vi.useFakeTimers();
  vi.spyOn(globalThis, 'setTimeout');
  restoreGlobals();
  expect(setTimeout).toBe(real);
});

it('undoes and names changes of time, randomness, the environment and listeners on process', () => {
  const before = recordGlobals();
  const { random } = Math;
  Math.random = () => 0;
  process.env['AWS_REGION'] = 'eu-west-1';
  process.env['NEW_VARIABLE'] = '1';
  process.once('SIGHUP', () => undefined);
  expect(undoChanges(before).toSorted()).toEqual([
    'a listener on process for SIGHUP',
    'process.env.AWS_REGION',
    'process.env.NEW_VARIABLE',
    'random',
  ]);
  expect(Math.random).toBe(random);
  expect(undoChanges(before)).toEqual([]);
});
