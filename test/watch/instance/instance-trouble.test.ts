import { expect, it } from 'vitest';
import { CallError } from '../../../src/api/call-error.js';
import { AccessDeniedError, InvalidOptionError } from '../../../src/index.js';
import { troubleOf } from '../../../src/watch/instance/instance-trouble.js';
import { HOSTILE } from '../../sink/support.js';

it('a refused call names the action and the instance', () => {
  const fault = { kind: 'denied', name: 'AccessDenied', message: HOSTILE, error: 1 } as const;
  const trouble = troubleOf(new CallError({ type: 'list', operation: 'ListX' }, fault), 'prod');
  expect(trouble).toMatchObject({ fault: 'denied', isPassing: false });
  expect(trouble.message).toContain('sso:ListX for instance prod');
  expect(trouble.message).not.toContain('\u001B');
  expect(trouble.error).toBeInstanceOf(AccessDeniedError);
});

it('what is no call is what it is, and does not pass', () => {
  const wrong = new InvalidOptionError('instanceArn', undefined, 'given');
  expect(troubleOf(wrong, 'prod')).toMatchObject({
    fault: 'invalid',
    isPassing: false,
    error: wrong,
  });
  expect(troubleOf('odd', 'prod')).toMatchObject({ fault: 'other', message: 'odd' });
});
