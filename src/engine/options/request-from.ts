import { KINDS, REQUEST_KINDS } from '../requests/kinds.js';
import { idIn, readingFrom, statusIn, type StartResponse } from '../requests/reading.js';
import { isTerminal, type Reading, type RequestRef } from '../requests/request.js';
import { InvalidOptionError } from '../results/errors.js';
import { checkInstanceArn } from './check-ref.js';

/** The kinds whose responses can be recognized: they have a member of their own, and an id. */
const RECOGNIZED_KINDS = REQUEST_KINDS.filter((kind) => {
  const { member, idMember } = KINDS[kind].status;
  return member !== undefined && idMember !== undefined;
});

/** The members by which responses are recognized, for error texts. */
export const START_MEMBERS = RECOGNIZED_KINDS.map((kind) => KINDS[kind].status.member).join(', ');

/**
 * Makes a ref from the response of `ProvisionPermissionSet`, `CreateAccountAssignment` or
 * `DeleteAccountAssignment`. If the response has a terminal status, a wait settles without a call.
 *
 * @param response the output of the SDK, or the JSON that the AWS CLI prints
 * @param options.instanceArn the instance of the start call, because responses do not contain it
 * @throws {InvalidOptionError} when it is another response, or has no request id
 * @see https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_ProvisionPermissionSet.html
 * @see https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_CreateAccountAssignment.html
 * @see https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_DeleteAccountAssignment.html
 */
export function requestFrom(
  response: StartResponse,
  options: { readonly instanceArn: string },
): RequestRef {
  const started = startedFrom(response);
  if (started === undefined) {
    throw new InvalidOptionError('response', response, `an object with one of ${START_MEMBERS}`);
  }
  return { ...started, instanceArn: checkInstanceArn(options?.instanceArn) };
}

/** The kind, id and first reading in the response of a start call; `undefined` if it is another one. */
export function startedFrom(response: unknown): Omit<RequestRef, 'instanceArn'> | undefined {
  const kind = RECOGNIZED_KINDS.find((each) => statusIn(each, response) !== undefined);
  const structure = kind && statusIn(kind, response);
  if (kind === undefined || structure === undefined) return undefined;
  const requestId = idIn(kind, structure);
  if (typeof requestId !== 'string' || requestId === '') {
    const { member, idMember } = KINDS[kind].status;
    throw new InvalidOptionError(`${member}.${idMember}`, requestId, 'a request id');
  }
  const started = readingFrom(kind, structure, 'describe');
  return {
    kind,
    requestId,
    ...(started === undefined ? {} : { started: startReading(started) }),
  };
}

/** A failure without a reason needs a describe: a start call can respond before the reason is known. */
function startReading(reading: Reading): Reading {
  const lacksReason = reading.status === 'FAILED' && reading.failureReason === undefined;
  return { ...reading, complete: isTerminal(reading.status) && !lacksReason };
}
