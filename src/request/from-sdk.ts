import { InvalidOptionError } from '../errors.js';
import { checkInstanceArn } from './check.js';
import { KINDS, REQUEST_KINDS, type RequestKind } from './kinds.js';
import {
  isTerminal,
  REQUEST_STATUSES,
  type Reading,
  type RequestDetails,
  type RequestRef,
  type RequestStatus,
} from './request.js';

/**
 * The status structure of the service, as any of the three kinds answers it. Every member is
 * optional in the service's model; this file is the only one that deals with that.
 */
export interface ServiceStatus {
  readonly Status?: string | undefined;
  readonly RequestId?: string | undefined;
  readonly AccountId?: string | undefined;
  readonly TargetId?: string | undefined;
  readonly TargetType?: string | undefined;
  readonly PermissionSetArn?: string | undefined;
  readonly PrincipalId?: string | undefined;
  readonly PrincipalType?: string | undefined;
  readonly FailureReason?: string | undefined;
  readonly CreatedDate?: Date | string | number | undefined;
}

/** What a start call answered: the SDK's output, or the JSON that the AWS CLI prints. */
export type StartResponse = {
  readonly [K in RequestKind as (typeof KINDS)[K]['statusField']]?: ServiceStatus | undefined;
};

/** What the service says of a request, or `undefined` where it gave no status that is known. */
export function readingFrom(
  status: ServiceStatus,
  source: 'describe' | 'list',
): Reading | undefined {
  if (!isRequestStatus(status.Status)) return undefined;
  const reason = status.FailureReason;
  return {
    status: status.Status,
    details: detailsFrom(status),
    ...(status.Status === 'FAILED' && reason ? { failureReason: reason } : {}),
    complete: source === 'describe',
  };
}

/**
 * A ref from what `ProvisionPermissionSet`, `CreateAccountAssignment` or `DeleteAccountAssignment`
 * answered, for `waitForRequest` and its like. An answer that is already terminal makes the wait
 * settle without a call.
 *
 * @param response the SDK's output of a start call, or the JSON the AWS CLI printed for it
 * @param options.instanceArn the instance that the start call named; responses do not repeat it
 * @throws {InvalidOptionError} when the response is of none of the three, or holds no request id
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

function detailsFrom(status: ServiceStatus): RequestDetails {
  const accountId = status.AccountId ?? accountOfTarget(status);
  const createdDate = dateFrom(status.CreatedDate);
  return {
    ...(accountId ? { accountId } : {}),
    ...(status.PermissionSetArn ? { permissionSetArn: status.PermissionSetArn } : {}),
    ...(status.PrincipalId ? { principalId: status.PrincipalId } : {}),
    ...(status.PrincipalType ? { principalType: status.PrincipalType } : {}),
    ...(createdDate ? { createdDate } : {}),
  };
}

/** Assignments call the account a target; a target of another type is not an account. */
function accountOfTarget({ TargetId, TargetType }: ServiceStatus): string | undefined {
  return TargetType === undefined || TargetType === 'AWS_ACCOUNT' ? TargetId : undefined;
}

/** The SDK gives a `Date`; the AWS CLI prints an ISO string or, by configuration, epoch seconds. */
function dateFrom(value: ServiceStatus['CreatedDate']): Date | undefined {
  if (value === undefined) return undefined;
  const date = new Date(typeof value === 'number' ? value * 1000 : value);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

function isRequestStatus(value: unknown): value is RequestStatus {
  return (REQUEST_STATUSES as readonly unknown[]).includes(value);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
