import { integer, listOf, oneOf, required, structure, text } from './validate.js';

/**
 * The inputs of the emulated operations, with the limits of the service's model.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_Operations.html
 */

const INSTANCE = String.raw`arn:aws(-[a-z]{1,5}){0,3}:sso:::instance/(sso)?ins-[a-zA-Z0-9-.]{16}`;
const PERMISSION_SET = String.raw`arn:aws(-[a-z]{1,5}){0,3}:sso:::permissionSet/(sso)?ins-[a-zA-Z0-9-.]{16}/ps-[a-zA-Z0-9-./]{16}`;
const UUID = String.raw`\b[0-9a-f]{8}\b-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-\b[0-9a-f]{12}\b`;
const PRINCIPAL = String.raw`([0-9a-f]{10}-|)[A-Fa-f0-9]{8}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{12}`;
const DURATION = String.raw`(-?)P(?=\d|T\d)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)([DW]))?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?`;
const PRINTABLE = String.raw`[\u0009\u000A\u000D\u0020-\u007E\u00A1-\u00FF]*`;
const RELAY_STATE = String.raw`[a-zA-Z0-9&$@#\\\/%?=~\-_'"|!:,.;*+\[\] \(\)\{\}]+`;
const TAG = String.raw`([\p{L}\p{Z}\p{N}_.:/=+\-@]*)`;

const instanceArn = required(text({ min: 10, max: 1224, pattern: INSTANCE }));
const permissionSetArn = required(text({ min: 10, max: 1224, pattern: PERMISSION_SET }));
const accountId = text({ min: 12, max: 12, pattern: String.raw`\d{12}` });
const page = {
  MaxResults: integer({ min: 1, max: 100 }),
  NextToken: text({ min: 0, max: 2048, pattern: '[-a-zA-Z0-9+=/_]*' }),
};

const requestId = required(text({ min: 36, max: 36, pattern: UUID }));

const INSTANCE_MEMBER = { InstanceArn: instanceArn };

export const LIST_INSTANCES = page;

export const LIST_PERMISSION_SETS = { ...INSTANCE_MEMBER, ...page };

/** A describe's input; each kind has a name of its own for the id. */
export function describeShape(
  idField: string,
): typeof INSTANCE_MEMBER & Readonly<Record<string, typeof requestId>> {
  return { ...INSTANCE_MEMBER, [idField]: requestId };
}

export const LIST_STATUS = {
  ...INSTANCE_MEMBER,
  ...page,
  Filter: structure({ Status: oneOf('IN_PROGRESS', 'FAILED', 'SUCCEEDED') }),
};

export const CREATE_PERMISSION_SET = {
  ...INSTANCE_MEMBER,
  Name: required(text({ min: 1, max: 32, pattern: String.raw`[\w+=,.@-]+` })),
  Description: text({ min: 1, max: 700, pattern: PRINTABLE }),
  SessionDuration: text({ min: 1, max: 100, pattern: DURATION }),
  RelayState: text({ min: 1, max: 240, pattern: RELAY_STATE }),
  Tags: listOf(
    {
      Key: required(text({ min: 1, max: 128, pattern: TAG })),
      Value: required(text({ min: 0, max: 256, pattern: TAG })),
    },
    75,
  ),
};

export const PROVISION_PERMISSION_SET = {
  ...INSTANCE_MEMBER,
  PermissionSetArn: permissionSetArn,
  TargetId: accountId,
  TargetType: required(oneOf('AWS_ACCOUNT', 'ALL_PROVISIONED_ACCOUNTS')),
};

export const ACCOUNT_ASSIGNMENT = {
  ...INSTANCE_MEMBER,
  PermissionSetArn: permissionSetArn,
  TargetId: required(accountId),
  TargetType: required(oneOf('AWS_ACCOUNT')),
  PrincipalType: required(oneOf('USER', 'GROUP')),
  PrincipalId: required(text({ min: 1, max: 47, pattern: PRINCIPAL })),
};
