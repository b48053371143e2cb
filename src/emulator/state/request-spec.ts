import type { CheckedInput, InputShape } from '../../engine/requests/input-shape.js';
import { KINDS, REQUEST_KINDS, type RequestKind } from '../../engine/requests/kinds.js';
import type { RequestSubject } from '../../engine/requests/request-details.js';
import {
  EmulatorOptionError,
  membersOf,
  mustBe,
  numberFrom,
  wordOf,
} from '../options/option-checks.js';
import type { Outcome } from './emulated-outcome.js';
import type { RequestDraft } from './request-factory.js';

/** A request to start directly. Omitted members are drawn at random, as for any other request. */
export interface RequestSpec {
  /** The kind of request. */
  readonly kind: RequestKind;
  /** Its duration, in milliseconds; `Infinity` never ends. @default drawn from `durations` */
  readonly durationMs?: number;
  /** Its final status. @default `FAILED` with a `failureReason`, otherwise drawn from `failureRate` */
  readonly status?: Outcome['status'];
  /** Why it fails. Without `status`, it makes the request fail. @default drawn at random if it fails */
  readonly failureReason?: string;
  /** The AWS account, 12 digits. @default '444455556666' */
  readonly accountId?: string;
  /** Provisionings only. @default 'AWS_ACCOUNT' */
  readonly targetType?: 'AWS_ACCOUNT' | 'ALL_PROVISIONED_ACCOUNTS';
  /** ARN of the permission set. @default `permissionSetArn` of the emulator */
  readonly permissionSetArn?: string;
  /** Assignments only. @default 'GROUP' */
  readonly principalType?: 'USER' | 'GROUP';
  /** Assignments only. @default the id of an example group */
  readonly principalId?: string;
  /** The name of the resource, for kinds whose requests have no id of their own. @default the instance */
  readonly resource?: string;
}

/** The account of requests for which none is named. */
const EXAMPLE_ACCOUNT_ID = '444455556666';

/** The group of assignments for which no principal is named. */
const EXAMPLE_PRINCIPAL_ID = '9067f1a2b3-5f2c1d3e-6a7b-4c8d-9e0f-1a2b3c4d5e6f';

/**
 * Checks a spec and fills in its subject.
 *
 * @throws {EmulatorOptionError}
 */
export function draftOf(
  spec: RequestSpec,
  ready: { readonly instanceArn: string; readonly permissionSetArn: string },
): RequestDraft {
  checkSpec('', spec);
  const { kind, durationMs, status, failureReason } = spec;
  if (status === 'SUCCEEDED' && failureReason !== undefined) {
    throw new EmulatorOptionError('failureReason', failureReason, 'absent from a success');
  }
  const isResource = KINDS[kind].resource !== undefined;
  if (spec.resource !== undefined && !isResource) {
    throw new EmulatorOptionError('resource', spec.resource, `absent: a ${kind} has an id`);
  }
  return {
    kind,
    subject: subjectOf(kind, ready.instanceArn, { ...ready, ...spec }),
    durationMs,
    status,
    failureReason,
    requestId: isResource ? (spec.resource ?? ready.instanceArn) : undefined,
  };
}

/** What a start call of that kind would be given: `given`, and examples of what it lacks. */
export function subjectOf(
  kind: RequestKind,
  instanceArn: string,
  {
    permissionSetArn,
    targetType = 'AWS_ACCOUNT',
    accountId = EXAMPLE_ACCOUNT_ID,
    principalType = 'GROUP',
    principalId = EXAMPLE_PRINCIPAL_ID,
  }: RequestSubject & { readonly permissionSetArn: string },
): RequestSubject {
  const { start } = KINDS[kind];
  if (start === undefined) return {};
  const subject = { permissionSetArn, targetType, accountId, principalType, principalId };
  // `inputFor` writes the members that its kind has, and only those.
  const input = start.inputFor(instanceArn, subject) as CheckedInput<InputShape>;
  return start.subjectFrom(input);
}

const text = mustBe('a non-empty string', (value) => typeof value === 'string' && value !== '');

const checkSpec = membersOf(
  {
    kind: wordOf(REQUEST_KINDS),
    durationMs: numberFrom(0),
    status: wordOf(['SUCCEEDED', 'FAILED']),
    failureReason: text,
    accountId: mustBe('12 digits', (value) => typeof value === 'string' && /^\d{12}$/.test(value)),
    targetType: wordOf(['AWS_ACCOUNT', 'ALL_PROVISIONED_ACCOUNTS']),
    permissionSetArn: text,
    principalType: wordOf(['USER', 'GROUP']),
    principalId: text,
    resource: text,
  },
  ['kind'],
);
