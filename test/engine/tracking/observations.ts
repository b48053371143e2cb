import type { Fault } from '../../../src/engine/calls/fault.js';
import type { Observation } from '../../../src/engine/polling/polled-request.js';
import type { RequestRef, RequestStatus } from '../../../src/engine/requests/request.js';

export const REF: RequestRef = {
  kind: 'account-assignment-creation',
  instanceArn: 'arn:aws:sso:::instance/ssoins-1234567890abcdef',
  requestId: '11111111-2222-3333-4444-555555555555',
};

export function faultOf(kind: Fault['kind'], message = 'message from AWS'): Fault {
  return { kind, name: 'SomeException', message, error: new Error(message) };
}

/** An observation of a status, as a describe returns it. */
export function reading(
  status: RequestStatus,
  more: { failureReason?: string; response?: object; accountId?: string } = {},
): Extract<Observation, { type: 'reading' }> {
  const { failureReason, response, accountId } = more;
  return {
    type: 'reading',
    reading: {
      status,
      details: accountId === undefined ? {} : { accountId },
      complete: true,
      ...(failureReason === undefined ? {} : { failureReason }),
    },
    ...(response === undefined ? {} : { response }),
  };
}

export const NOT_FOUND: Observation = { type: 'not-found', fault: faultOf('not-found') };

export const REFUSED: Observation = {
  type: 'refused',
  operation: 'DescribeAccountAssignmentCreationStatus',
  fault: faultOf('denied'),
};
