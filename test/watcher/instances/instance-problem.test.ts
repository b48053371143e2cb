import { expect, it } from 'vitest';
import { CallError } from '../../../src/engine/calls/call-error.js';
import { AccessDeniedError, InvalidOptionError } from '../../../src/index.js';
import { problemOf } from '../../../src/watcher/instances/instance-problem.js';
import { HOSTILE } from '../../cli/terminal/support.js';

it('a refused call names the action and the instance', () => {
  const fault = { kind: 'denied', name: 'AccessDenied', message: HOSTILE, error: 1 } as const;
  const problem = problemOf(new CallError({ type: 'list', operation: 'ListX' }, fault), 'prod');
  expect(problem).toMatchObject({ fault: 'denied', isRetryable: false });
  expect(problem.message).toContain('sso:ListX for instance prod');
  expect(problem.message).not.toContain('\u001B');
  expect(problem.error).toBeInstanceOf(AccessDeniedError);
});

it('other errors are not retryable', () => {
  const wrong = new InvalidOptionError('instanceArn', undefined, 'given');
  expect(problemOf(wrong, 'prod')).toMatchObject({
    fault: 'invalid',
    isRetryable: false,
    error: wrong,
  });
  expect(problemOf('odd', 'prod')).toMatchObject({ fault: 'other', message: 'odd' });
});
