import * as v from 'valibot';
import { KINDS, REQUEST_KINDS, type RequestKind } from '../requests/kinds.js';
import { REQUEST_STATUSES, type RequestRef } from '../requests/request.js';
import { check } from './check.js';
import { looseMembers, oneOf, textLike } from './schema.js';

/**
 * The ARN of an instance. The check rejects only common mistakes. AWS checks the rest, because the ARNs of
 * emulators and new partitions do not match the documented pattern.
 */
export const instanceArnSchema = v.pipe(
  textLike(
    /^(?![0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$)[\s\S]*\S/,
    'the ARN of an Identity Center instance (arn:aws:sso:::instance/ssoins-…)',
  ),
  v.excludes(':permissionSet/', "an instance's ARN, not a permission set's"),
  v.metadata({ not: { pattern: ':permissionSet/' } }),
);

const requestIdSchema = textLike(
  /^(?!arn:)\S+$/,
  'a request id (a UUID, as the start call returned it)',
);

const text = v.exactOptional(v.string('a text'));

/** The date of a request. An invalid one is dropped, because it decides nothing. */
const createdDateSchema = v.pipe(
  v.unknown(),
  v.transform(
    (value) => new Date(typeof value === 'string' || value instanceof Date ? value : NaN),
  ),
);

/** The reading in the response of a start call. */
const startedSchema = looseMembers(
  {
    status: oneOf(REQUEST_STATUSES),
    failureReason: text,
    complete: v.boolean('true or false'),
    details: v.pipe(
      looseMembers(
        {
          accountId: text,
          permissionSetArn: text,
          principalId: text,
          principalType: text,
          createdDate: v.exactOptional(createdDateSchema),
        },
        'an object',
      ),
      v.transform(({ createdDate, ...details }) =>
        createdDate === undefined || Number.isNaN(createdDate.getTime())
          ? details
          : { ...details, createdDate },
      ),
    ),
  },
  'an object with status, details and complete',
);

/** Refs may have more members: a discovered request is also a ref. */
const requestRefSchema = looseMembers(
  {
    kind: oneOf(REQUEST_KINDS),
    instanceArn: instanceArnSchema,
    started: v.optional(startedSchema),
  },
  'an object with kind, instanceArn and requestId',
);

/** @throws {InvalidOptionError} when it is not the ARN of an instance */
export function checkInstanceArn(value: unknown, option = 'instanceArn'): string {
  return check(instanceArnSchema, value, option);
}

/**
 * @param kind the kind, if known; some kinds identify a request by the name of a resource
 * @throws {InvalidOptionError} when it is empty, contains blanks, or is an ARN
 */
export function checkRequestId(value: unknown, option = 'requestId', kind?: RequestKind): string {
  const resource = kind && KINDS[kind].resource;
  return check(
    resource === undefined ? requestIdSchema : textLike(/^\S+$/, resource),
    value,
    option,
  );
}

/**
 * Checks a ref. If it was parsed from JSON, its dates become `Date` objects.
 *
 * @throws {InvalidOptionError} which names the invalid member
 */
export function checkRef(ref: RequestRef): RequestRef {
  const { started } = check(requestRefSchema, ref, 'ref');
  checkRequestId(ref.requestId, 'ref.requestId', ref.kind);
  return started === undefined ? ref : { ...ref, started };
}
