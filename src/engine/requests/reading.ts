import type { KIND_TABLE } from './kind-table.js';
import { KINDS, type RequestKind } from './kinds.js';
import type { StatusStructure, TextDetail } from './kind.js';
import type { Reading, RequestDetails } from './request.js';

/**
 * The status structure in a response, with the members of all kinds. Every member is optional in AWS's model.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_AccountAssignmentOperationStatus.html
 * @see https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_PermissionSetProvisioningStatus.html
 */
export interface ServiceStatus {
  /** `IN_PROGRESS`, `SUCCEEDED` or `FAILED`. A status that AWS adds later is ignored. */
  readonly Status?: string | undefined;
  /** The id of the request. */
  readonly RequestId?: string | undefined;
  /** The account of a provisioning. */
  readonly AccountId?: string | undefined;
  /** The account of an assignment. */
  readonly TargetId?: string | undefined;
  /** `AWS_ACCOUNT` for an account. */
  readonly TargetType?: string | undefined;
  /** ARN of the permission set. */
  readonly PermissionSetArn?: string | undefined;
  /** Id of the user or group of an assignment. */
  readonly PrincipalId?: string | undefined;
  /** `USER` or `GROUP`. */
  readonly PrincipalType?: string | undefined;
  /** Why the request failed. */
  readonly FailureReason?: string | undefined;
  /**
   * When the request was made: a `Date` of the SDK, or an ISO 8601 string or epoch seconds of the AWS CLI.
   */
  readonly CreatedDate?: Date | string | number | undefined;
}

/** The response of a start call: the output of the SDK, or the JSON that the AWS CLI prints. */
export type StartResponse = {
  readonly [K in RequestKind as StatusMember<(typeof KIND_TABLE)[K]>]?: ServiceStatus | undefined;
};

type StatusMember<Definition> = Definition extends {
  readonly status: { readonly member: infer Member extends string };
}
  ? Member
  : never;

const TEXT_DETAILS: readonly TextDetail[] = [
  'accountId',
  'permissionSetArn',
  'principalId',
  'principalType',
];

/** The status structure in the response of a start or a describe; `undefined` if there is none. */
export function statusIn(kind: RequestKind, response: unknown): object | undefined {
  const { member } = KINDS[kind].status;
  const structure = member === undefined ? response : memberOf(response, member);
  return typeof structure === 'object' && structure !== null ? structure : undefined;
}

/** The id in a status structure; `undefined` if there is none. */
export function idIn(kind: RequestKind, structure: object): unknown {
  const { idMember } = KINDS[kind].status;
  return idMember === undefined ? undefined : memberOf(structure, idMember);
}

/** Reads a status structure of a kind. @returns `undefined` for an unknown status */
export function readingFrom(
  kind: RequestKind,
  structure: object,
  source: 'describe' | 'list',
): Reading | undefined {
  return readStatus(KINDS[kind].status, structure, source);
}

/** Reads a status structure. @returns `undefined` for an unknown status */
export function readStatus(
  definition: StatusStructure,
  structure: object,
  source: 'describe' | 'list',
): Reading | undefined {
  const value = textOf(structure, 'Status');
  const known = value !== undefined && Object.hasOwn(definition.statuses, value);
  const status = known ? definition.statuses[value] : undefined;
  if (status === undefined) return undefined;
  const reason = status === 'FAILED' ? textOf(structure, definition.reasonMember) : undefined;
  return {
    status,
    details: detailsFrom(definition, structure),
    ...(reason === undefined ? {} : { failureReason: reason }),
    complete: source === 'describe',
  };
}

function detailsFrom(definition: StatusStructure, structure: object): RequestDetails {
  const details: { -readonly [Name in keyof RequestDetails]: RequestDetails[Name] } = {};
  for (const name of TEXT_DETAILS) {
    const detail = definition.details[name];
    if (detail === undefined || !matches(structure, detail.when)) continue;
    const value = textOf(structure, detail.member);
    if (value !== undefined) details[name] = value;
  }
  const date = definition.dateMember && dateFrom(memberOf(structure, definition.dateMember));
  if (date) details.createdDate = date;
  return details;
}

function matches(structure: object, when: Readonly<Record<string, string>> = {}): boolean {
  return Object.entries(when).every(
    ([member, value]) => (memberOf(structure, member) ?? value) === value,
  );
}

/** The SDK returns a `Date`; the AWS CLI prints an ISO 8601 string or, if so configured, epoch seconds. */
function dateFrom(value: unknown): Date | undefined {
  if (typeof value !== 'string' && typeof value !== 'number' && !(value instanceof Date)) {
    return undefined;
  }
  const date = new Date(typeof value === 'number' ? value * 1000 : value);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

/** A text that is not empty. */
function textOf(structure: object, member: string): string | undefined {
  const value = memberOf(structure, member);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A member of a value of unknown type. */
export function memberOf(value: unknown, member: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, member) : undefined;
}
