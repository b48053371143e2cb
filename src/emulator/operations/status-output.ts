import { KINDS } from '../../engine/requests/kinds.js';
import type { RequestStatus } from '../../engine/requests/request.js';
import { statusAt, type EmulatedRequest } from '../state/emulated-request.js';
import { timestamp } from '../protocol/aws-json.js';

/** The response to a start or a describe of the request. */
export function responseOutput(request: EmulatedRequest, atMs: number): object {
  const { member } = KINDS[request.kind].status;
  const output = statusOutput(request, atMs);
  return member === undefined ? output : { [member]: output };
}

/** Whether a describe finds the request, which is unknown after success where that means success. */
export function isDescribed(request: EmulatedRequest, atMs: number): boolean {
  return KINDS[request.kind].status.notFoundMeans !== statusAt(request, atMs);
}

function statusOutput(request: EmulatedRequest, atMs: number): object {
  const { kind, subject, outcome } = request;
  const { details, reasonMember } = KINDS[kind].status;
  const output: Record<string, unknown> = { ...rowOutput(request, atMs) };
  if (outcome.status === 'FAILED' && statusAt(request, atMs) === 'FAILED') {
    output[reasonMember] = outcome.failureReason;
  }
  for (const [name, { member, when }] of Object.entries(details)) {
    Object.assign(output, when, { [member]: Reflect.get(subject, name) });
  }
  return output;
}

/** A list row, which holds neither the subject of a request nor the reason of a failure. */
export function rowOutput(request: EmulatedRequest, atMs: number): object {
  const { idMember, dateMember, statuses } = KINDS[request.kind].status;
  return {
    Status: valueOf(statusAt(request, atMs), statuses),
    ...(idMember === undefined ? {} : { [idMember]: request.requestId }),
    ...(dateMember === undefined ? {} : { [dateMember]: timestamp(request.createdDate) }),
  };
}

function valueOf(
  status: RequestStatus,
  statuses: Readonly<Record<string, RequestStatus>>,
): string | undefined {
  return Object.keys(statuses).find((value) => statuses[value] === status);
}
