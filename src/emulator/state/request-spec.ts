import { REQUEST_KINDS, type RequestKind } from '../../engine/requests/kinds.js';
import type { RequestSubject } from './emulated-request.js';
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
  readonly targetType?: RequestSubject['targetType'];
  /** ARN of the permission set. @default `permissionSetArn` of the emulator */
  readonly permissionSetArn?: string;
  /** Assignments only. @default 'GROUP' */
  readonly principalType?: 'USER' | 'GROUP';
  /** Assignments only. @default the id of an example group */
  readonly principalId?: string;
}

/** The account of requests for which none is named. */
const EXAMPLE_ACCOUNT_ID = '444455556666';

/** The group of assignments for which no principal is named. */
export const EXAMPLE_PRINCIPAL_ID = '9067f1a2b3-5f2c1d3e-6a7b-4c8d-9e0f-1a2b3c4d5e6f';

/** Checks a spec and fills in its subject; throws an EmulatorOptionError. */
export function draftOf(spec: RequestSpec, readyMadePermissionSetArn: string): RequestDraft {
  checkSpec('', spec);
  if (spec.status === 'SUCCEEDED' && spec.failureReason !== undefined) {
    throw new EmulatorOptionError('failureReason', spec.failureReason, 'absent from a success');
  }
  const permissionSetArn = spec.permissionSetArn ?? readyMadePermissionSetArn;
  return {
    kind: spec.kind,
    subject: { permissionSetArn, ...targetOf(spec) },
    durationMs: spec.durationMs,
    status: spec.status,
    failureReason: spec.failureReason,
  };
}

function targetOf(spec: RequestSpec): Omit<RequestSubject, 'permissionSetArn'> {
  const accountId = spec.accountId ?? EXAMPLE_ACCOUNT_ID;
  if (spec.kind !== 'permission-set-provisioning') {
    return {
      targetType: 'AWS_ACCOUNT',
      accountId,
      principalType: spec.principalType ?? 'GROUP',
      principalId: spec.principalId ?? EXAMPLE_PRINCIPAL_ID,
    };
  }
  return spec.targetType === 'ALL_PROVISIONED_ACCOUNTS'
    ? { targetType: spec.targetType }
    : { targetType: 'AWS_ACCOUNT', accountId };
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
  },
  ['kind'],
);
