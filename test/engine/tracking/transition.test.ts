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

/** The transition by one observation, by default from the initial state. */
function observe(observation: Observation, state: RequestState = initialState(REF), nowMs = 0) {
  return transition(state, observation, { nowMs, notFoundGraceMs: GRACE_MS });
}

describe('before the first poll', () => {
  it('the state is empty', () => {
    expect(initialState(REF)).toEqual({ details: {}, polls: 0 });
  });

  it('the state has the status of the start call, which does not count as a poll', () => {
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
    const { state, change } = observe(reading('IN_PROGRESS'));
    expect(change).toEqual({ type: 'progress' });
    expect(state).toEqual({ details: {}, polls: 1, lastStatus: 'IN_PROGRESS' });
  });

  it('of success ends the wait, with the response if there is one', () => {
    const response = {};
    expect(observe(reading('SUCCEEDED')).change).toEqual({ type: 'succeeded' });
    expect(observe(reading('SUCCEEDED', { response })).change).toEqual({
      type: 'succeeded',
      response,
    });
  });

  it('of failure ends the wait, with its reason and category', () => {
    const failureReason = 'Received a 404 status error: Assignment not found.';
    expect(observe(reading('FAILED', { failureReason })).change).toEqual({
      type: 'failed',
      failureReason,
      category: 'not-found',
    });
  });

  it('of failure ends the wait without a reason, too', () => {
    expect(observe(reading('FAILED')).change).toEqual({ type: 'failed', category: 'other' });
  });

  it('is merged with the known details of the request', () => {
    const before: RequestState = { details: { accountId: '1', principalId: 'p' }, polls: 4 };
    const { state } = observe(reading('IN_PROGRESS', { accountId: '2' }), before);
    expect(state.details).toEqual({ accountId: '2', principalId: 'p' });
    expect(state.polls).toBe(5);
  });
});

describe('an unknown id', () => {
  /** The changes by polls at these times, none of which finds the id. */
  function changesAt(...times: number[]): StatusChange['type'][] {
    let state = initialState(REF);
    return times.map((nowMs) => {
      const result = observe(NOT_FOUND, state, nowMs);
      state = result.state;
      return result.change.type;
    });
  }

  it('ends the wait only after the grace period, which begins with the first not-found response', () => {
    expect(changesAt(5_000, 20_000, 34_999, 35_000)).toEqual(['none', 'none', 'none', 'not-found']);
  });

  it('ends the wait at once without a grace period', () => {
    const options = { nowMs: 0, notFoundGraceMs: 0 };
    expect(transition(initialState(REF), NOT_FOUND, options).change.type).toBe('not-found');
  });

  it('gets a new grace period if the id was known in between', () => {
    const missing = observe(NOT_FOUND, initialState(REF), 0).state;
    const seen = observe(reading('IN_PROGRESS'), missing, 29_000).state;
    const again = observe(NOT_FOUND, seen, 40_000);
    expect(again.change.type).toBe('none');
    expect(observe(NOT_FOUND, again.state, 69_999).change.type).toBe('none');
    expect(observe(NOT_FOUND, again.state, 70_000).change.type).toBe('not-found');
  });

  it('counts as a poll, and keeps the last status', () => {
    const { state } = observe(NOT_FOUND, { details: {}, polls: 1, lastStatus: 'IN_PROGRESS' });
    expect(state).toMatchObject({ polls: 2, lastStatus: 'IN_PROGRESS' });
  });
});

it('a refusal ends the wait and leaves the state unchanged', () => {
  const before: RequestState = { details: {}, polls: 3, lastStatus: 'IN_PROGRESS' };
  expect(observe(REFUSED, before)).toEqual({ state: before, change: REFUSED });
});

it('a request ends only with a status that AWS reported', () => {
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
      const { change } = observe(seen, before, nowMs);
      const status = seen.type === 'reading' ? seen.reading.status : undefined;
      expect(change.type === 'succeeded').toBe(status === 'SUCCEEDED');
      expect(change.type === 'failed').toBe(status === 'FAILED');
    }),
  );
});
