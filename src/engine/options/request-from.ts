import { KINDS, REQUEST_KINDS } from '../requests/kinds.js';
import { readingFrom, type StartResponse } from '../requests/reading.js';
import { isTerminal, type Reading, type RequestRef } from '../requests/request.js';
import { InvalidOptionError } from '../results/errors.js';
import { checkInstanceArn } from './check-ref.js';

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
    const fields = REQUEST_KINDS.map((kind) => KINDS[kind].statusField).join(', ');
    throw new InvalidOptionError('response', response, `an object with one of ${fields}`);
  }
  return { ...started, instanceArn: checkInstanceArn(options?.instanceArn) };
}

/** The kind, id and first reading in a start call's answer; `undefined` if it is not one. */
export function startedFrom(response: unknown): Omit<RequestRef, 'instanceArn'> | undefined {
  if (typeof response !== 'object' || response === null) return undefined;
  const answer: StartResponse = response;
  const kind = REQUEST_KINDS.find((each) => isObject(answer[KINDS[each].statusField]));
  if (kind === undefined) return undefined;
  const { statusField } = KINDS[kind];
  const status = answer[statusField] ?? {};
  if (typeof status.RequestId !== 'string' || status.RequestId === '') {
    throw new InvalidOptionError(`${statusField}.RequestId`, status.RequestId, 'a request id');
  }
  const started = readingFrom(status, 'describe');
  return {
    kind,
    requestId: status.RequestId,
    ...(started === undefined ? {} : { started: withoutDoubt(started) }),
  };
}

/** A failure without a reason is worth a describe: the start call's answer may just be early. */
function withoutDoubt(reading: Reading): Reading {
  const doubtful = reading.status === 'FAILED' && reading.failureReason === undefined;
  return { ...reading, complete: isTerminal(reading.status) && !doubtful };
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
