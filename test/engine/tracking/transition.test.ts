import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Observation } from '../../../src/engine/polling/polled-request.js';
import {
  initialState,
  transition,
  type StatusChange,
  type RequestState,
} from '../../../src/engine/tracking/transition.js';
import { checkProperty } from '../../properties/check-property.js';
import { NOT_FOUND, reading, REF, REFUSED } from './observations.js';

const GRACE_MS = 30_000;

/** One look at a request that is otherwise unknown. */
function look(observation: Observation, state: RequestState = initialState(REF), nowMs = 0) {
  return transition(state, observation, { nowMs, notFoundGraceMs: GRACE_MS });
}

describe('before the first look', () => {
  it('nothing is known', () => {
    expect(initialState(REF)).toEqual({ details: {}, polls: 0 });
  });

  it('what the start call said is known, which was no poll', () => {
    const { reading: started } = reading('IN_PROGRESS', { accountId: '123456789012' });
    expect(initialState({ ...REF, started })).toEqual({
      details: { accountId: '123456789012' },
      polls: 0,
      lastStatus: 'IN_PROGRESS',
    });
  });
});

describe('a reading', () => {
  it('in progress is progress', () => {
    const { state, change } = look(reading('IN_PROGRESS'));
    expect(change).toEqual({ type: 'progress' });
    expect(state).toEqual({ details: {}, polls: 1, lastStatus: 'IN_PROGRESS' });
  });

  it('of success ends the wait, with the response where there is one', () => {
    const response = {};
    expect(look(reading('SUCCEEDED')).change).toEqual({ type: 'succeeded' });
    expect(look(reading('SUCCEEDED', { response })).change).toEqual({
      type: 'succeeded',
      response,
    });
  });

  it('of failure ends the wait, with its reason and category', () => {
    const failureReason = 'Received a 404 status error: Assignment not found.';
    expect(look(reading('FAILED', { failureReason })).change).toEqual({
      type: 'failed',
      failureReason,
      category: 'not-found',
    });
  });

  it('of failure ends the wait without a reason too', () => {
    expect(look(reading('FAILED')).change).toEqual({ type: 'failed', category: 'other' });
  });

  it('adds to what was known of the request', () => {
    const before: RequestState = { details: { accountId: '1', principalId: 'p' }, polls: 4 };
    const { state } = look(reading('IN_PROGRESS', { accountId: '2' }), before);
    expect(state.details).toEqual({ accountId: '2', principalId: 'p' });
    expect(state.polls).toBe(5);
  });
});

describe('an unknown id', () => {
  /** The verdicts of looks at these times, each of which does not find the id. */
  function changesAt(...times: number[]): StatusChange['type'][] {
    let state = initialState(REF);
    return times.map((nowMs) => {
      const result = look(NOT_FOUND, state, nowMs);
      state = result.state;
      return result.change.type;
    });
  }

  it('is believed only after the grace period, which begins with the first such answer', () => {
    expect(changesAt(5_000, 20_000, 34_999, 35_000)).toEqual(['none', 'none', 'none', 'not-found']);
  });

  it('is believed at once where there is no grace', () => {
    const options = { nowMs: 0, notFoundGraceMs: 0 };
    expect(transition(initialState(REF), NOT_FOUND, options).change.type).toBe('not-found');
  });

  it('gets a grace period anew once the id was known in between', () => {
    const missing = look(NOT_FOUND, initialState(REF), 0).state;
    const seen = look(reading('IN_PROGRESS'), missing, 29_000).state;
    const again = look(NOT_FOUND, seen, 40_000);
    expect(again.change.type).toBe('none');
    expect(look(NOT_FOUND, again.state, 69_999).change.type).toBe('none');
    expect(look(NOT_FOUND, again.state, 70_000).change.type).toBe('not-found');
  });

  it('counts as a poll, and keeps the last status', () => {
    const { state } = look(NOT_FOUND, { details: {}, polls: 1, lastStatus: 'IN_PROGRESS' });
    expect(state).toMatchObject({ polls: 2, lastStatus: 'IN_PROGRESS' });
  });
});

it('ends the wait when the service refuses, which tells nothing about the request', () => {
  const before: RequestState = { details: {}, polls: 3, lastStatus: 'IN_PROGRESS' };
  expect(look(REFUSED, before)).toEqual({ state: before, change: REFUSED });
});

it('says how a request ended only on the word of the service', () => {
  const observation = fc.oneof(
    fc.constantFrom('IN_PROGRESS', 'SUCCEEDED', 'FAILED').map((status) => reading(status)),
    fc.constant(NOT_FOUND),
    fc.constant(REFUSED),
  );
  const state = fc.record({
    details: fc.constant({}),
    polls: fc.nat(),
    lastStatus: fc.constantFrom('IN_PROGRESS', 'SUCCEEDED', 'FAILED'),
  });
  checkProperty(
    fc.property(observation, state, fc.nat(), (seen, before, nowMs) => {
      const { change } = look(seen, before, nowMs);
      const word = seen.type === 'reading' ? seen.reading.status : undefined;
      expect(change.type === 'succeeded').toBe(word === 'SUCCEEDED');
      expect(change.type === 'failed').toBe(word === 'FAILED');
    }),
  );
});
