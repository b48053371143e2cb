import * as v from 'valibot';
import { check } from '../../engine/options/check.js';
import { limitOfAtLeast, members, nonBlank, oneOf, textLike } from '../../engine/options/schema.js';
import { InvalidOptionError } from '../../engine/results/errors.js';
import type { CheckedInput, InputShape } from '../../engine/requests/input-shape.js';
import { KINDS, REQUEST_KINDS, type RequestKind } from '../../engine/requests/kinds.js';
import type { RequestSubject } from '../../engine/requests/request-details.js';
import type { RequestDraft } from './request-factory.js';

const text = nonBlank();

const requestSpecSchema = members({
  /** The kind of request. */
  kind: oneOf(REQUEST_KINDS),
  /** Its duration, in milliseconds; `Infinity` never ends. Default: drawn from `durations`. */
  durationMs: v.optional(limitOfAtLeast(0)),
  /** Its final status. Default: `FAILED` with a `failureReason`, otherwise drawn from `failureRate`. */
  status: v.optional(oneOf(['SUCCEEDED', 'FAILED'])),
  /** Why it fails. Without `status`, it makes the request fail. Default: drawn at random if it fails. */
  failureReason: v.optional(text),
  /** The AWS account, 12 digits. Default `444455556666`. */
  accountId: v.optional(textLike(/^\d{12}$/, '12 digits')),
  /** Provisionings only. Default `AWS_ACCOUNT`. */
  targetType: v.optional(oneOf(['AWS_ACCOUNT', 'ALL_PROVISIONED_ACCOUNTS'])),
  /** ARN of the permission set. Default: `permissionSetArn` of the emulator. */
  permissionSetArn: v.optional(text),
  /** Assignments only. Default `GROUP`. */
  principalType: v.optional(oneOf(['USER', 'GROUP'])),
  /** Assignments only. Default: the id of an example group. */
  principalId: v.optional(text),
  /** The name of the resource, for kinds whose requests have no id of their own. Default: the instance. */
  resource: v.optional(text),
});

/** A request to start directly. Omitted members are drawn at random, as for any other request. */
export interface RequestSpec extends Readonly<v.InferInput<typeof requestSpecSchema>> {}

/** The default account of requests. */
const EXAMPLE_ACCOUNT_ID = '444455556666';

/** The default principal of assignments. */
const EXAMPLE_PRINCIPAL_ID = '9067f1a2b3-5f2c1d3e-6a7b-4c8d-9e0f-1a2b3c4d5e6f';

/**
 * Checks a spec and fills in its subject.
 *
 * @throws {InvalidOptionError}
 */
export function draftOf(
  spec: RequestSpec,
  ready: { readonly instanceArn: string; readonly permissionSetArn: string },
): RequestDraft {
  check(requestSpecSchema, spec);
  const { kind, durationMs, status, failureReason } = spec;
  if (status === 'SUCCEEDED' && failureReason !== undefined) {
    throw new InvalidOptionError('failureReason', failureReason, 'absent from a success');
  }
  const isResource = KINDS[kind].resource !== undefined;
  if (spec.resource !== undefined && !isResource) {
    throw new InvalidOptionError('resource', spec.resource, `absent: a ${kind} has an id`);
  }
  return {
    kind,
    subject: subjectOf(kind, ready.instanceArn, {
      ...spec,
      permissionSetArn: spec.permissionSetArn ?? ready.permissionSetArn,
    }),
    durationMs,
    status,
    failureReason,
    requestId: isResource ? (spec.resource ?? ready.instanceArn) : undefined,
  };
}

/** Some members, of which each can be absent or `undefined`. */
type Given<Type> = { readonly [Name in keyof Type]?: Type[Name] | undefined };

/** The subject in a start call of a kind, with examples for members that were not given. */
export function subjectOf(
  kind: RequestKind,
  instanceArn: string,
  {
    permissionSetArn,
    targetType = 'AWS_ACCOUNT',
    accountId = EXAMPLE_ACCOUNT_ID,
    principalType = 'GROUP',
    principalId = EXAMPLE_PRINCIPAL_ID,
  }: Given<RequestSubject> & { readonly permissionSetArn: string },
): RequestSubject {
  const { start } = KINDS[kind];
  if (start === undefined) return {};
  const subject = { permissionSetArn, targetType, accountId, principalType, principalId };
  // `inputFor` writes the members that its kind has, and only those.
  const input = start.inputFor(instanceArn, subject) as CheckedInput<InputShape>;
  return start.subjectFrom(input);
}
