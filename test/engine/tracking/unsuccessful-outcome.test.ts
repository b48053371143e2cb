import { describe, expect, it } from 'vitest';
import { isWaiterError } from '../../../src/engine/results/error-guards.js';
import {
  unsuccessfulOutcome,
  type UnsuccessfulEnding as Ending,
} from '../../../src/engine/tracking/unsuccessful-outcome.js';
import type { UnsuccessfulOutcome } from '../../../src/engine/results/outcome.js';
import type { RequestState } from '../../../src/engine/tracking/transition.js';
import { faultOf, REF, REFUSED } from './observations.js';

const RUNNING: RequestState = {
  details: { accountId: '123456789012' },
  polls: 7,
  lastStatus: 'IN_PROGRESS',
};
const FAILED: Ending = { type: 'failed', failureReason: 'No such account.', category: 'other' };
const TIMED_OUT: Ending = { type: 'timed-out', timeoutMs: 900_000 };

/** The outcome of a wait of 83 seconds. */
function unsuccessful(ending: Ending, state: RequestState = RUNNING): UnsuccessfulOutcome {
  const { polls, lastStatus } = state;
  const status = lastStatus === undefined ? {} : { lastStatus };
  const progress = { ...REF, ...status, elapsedMs: 83_000, polls };
  return unsuccessfulOutcome(REF, progress, state, ending, 83_000);
}

describe.each<[string, Ending, string, RegExp]>([
  ['a failure', FAILED, 'REQUEST_FAILED', /start it again/],
  ['a timeout', TIMED_OUT, 'WAIT_TIMEOUT', /wait again, or longer/],
  [
    'an unknown id',
    { type: 'not-found', fault: faultOf('not-found'), graceMs: 30_000 },
    'REQUEST_NOT_FOUND',
    /Check the id/,
  ],
  ['a refusal', REFUSED as Ending, 'ACCESS_DENIED', /Grant the caller this action/],
  ['an abort', { type: 'aborted', reason: 'cancelled' }, 'WAIT_ABORTED', /was aborted/],
])('%s', (_, ending, code, remedy) => {
  it('has an error that names the request and the remedy', () => {
    const { error } = unsuccessful(ending);
    expect(isWaiterError(error, code as typeof error.code)).toBe(true);
    expect(error.message).toContain(REF.requestId);
    expect(error.message).toContain('account assignment creation');
    expect(error.message).toMatch(remedy);
  });

  it('has an error with the last status, the time waited and the polls', () => {
    const { error } = unsuccessful(ending);
    const lastStatus = ending.type === 'failed' ? 'FAILED' : 'IN_PROGRESS';
    expect(error).toMatchObject({ request: REF, lastStatus, elapsedMs: 83_000, polls: 7 });
  });

  it('has an error whose message is one or more sentences', () => {
    const { message } = unsuccessful(ending).error;
    expect(message).toMatch(/^[A-Z].*\.$/);
    expect(message).not.toMatch(/[{}[\]\n]|undefined|null|\.\./);
  });

  it('holds the details', () => {
    expect(unsuccessful(ending)).toMatchObject({ ...REF, accountId: '123456789012', polls: 7 });
  });
});

describe('a failure', () => {
  it('names the reason, the time waited and the remedy', () => {
    expect(unsuccessful(FAILED).error.message).toBe(
      `Request ${REF.requestId} (account assignment creation) failed after 1 min 23 s: ` +
        'No such account. Fix the cause, then start it again.',
    );
  });

  it('says that no reason was given', () => {
    const outcome = unsuccessful({ type: 'failed', category: 'other' });
    expect(outcome.error.message).toContain('no reason given. ');
    expect(outcome).not.toHaveProperty('failureReason');
  });

  it('escapes the reason in the message, and keeps it unchanged in the field', () => {
    const failureReason = 'bad\u001b]0;title\u0007\nFORGED LINE\u202e';
    const outcome = unsuccessful({ type: 'failed', failureReason, category: 'other' });
    expect(outcome.error.message).toContain(
      'bad\\u001b]0;title\\u0007\\u000aFORGED LINE\\u202e. Fix',
    );
    expect(outcome).toMatchObject({ failureReason, error: { failureReason } });
  });

  // With a pattern that backtracks, this takes minutes.
  it('handles a reason with very many blanks', () => {
    const failureReason = `${' '.repeat(500_000)}x`;
    const { error } = unsuccessful({ type: 'failed', failureReason, category: 'other' });
    expect(error.message).toContain('x. Fix');
  });

  it.each([
    ['not-found', /Check that the account, the principal/],
    ['access-denied', /service control policies/],
    ['account-unavailable', /account is active/],
    ['unsupported-policy', /Remove the policy/],
    ['internal', /contact AWS Support/],
    ['other', /Fix the cause/],
  ] as const)('%s has its own remedy', (category, remedy) => {
    expect(unsuccessful({ type: 'failed', category }).error.message).toMatch(remedy);
  });
});

describe('a timeout', () => {
  it('names the time waited and the last known status', () => {
    expect(unsuccessful(TIMED_OUT).error.message).toBe(
      `The wait for request ${REF.requestId} (account assignment creation) timed out after ` +
        '15 min; its last known status is IN_PROGRESS. It may still end: wait again, or longer.',
    );
  });

  it('says that no poll returned a status', () => {
    const { message } = unsuccessful(TIMED_OUT, { details: {}, polls: 0 }).error;
    expect(message).toContain('no poll returned its status');
    expect(message).toContain('Check the network');
  });

  it('says that AWS did not know the id if all polls said so', () => {
    const state: RequestState = { details: {}, polls: 7, notFoundSinceMs: 0 };
    const { message } = unsuccessful(TIMED_OUT, state).error;
    expect(message).not.toContain('no poll returned its status');
    expect(message).toMatch(/did not know/);
  });

  it('names the last problem, which is the cause', () => {
    const lastFault = faultOf('transient', 'read ECONNRESET');
    const { error } = unsuccessful({ ...TIMED_OUT, lastFault });
    expect(error.message).toContain(' Last problem: SomeException: read ECONNRESET. ');
    expect(error.cause).toBe(lastFault.error);
  });
});

it('the reason of an abort is the cause, even if it is not an error', () => {
  expect(unsuccessful({ type: 'aborted', reason: 'cancelled' }).error.cause).toBe('cancelled');
});
