import {
  INSTANCE_ARN,
  integer,
  listOf,
  oneOf,
  required,
  structure,
  text,
  type InputMember,
} from '../../engine/requests/input-shape.js';
import type { DescribeOperation } from '../../engine/requests/kind.js';

/**
 * The inputs of the emulated operations, with the limits of the service's model. Those of start operations
 * are in the definitions of the kinds.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_Operations.html
 */

const DURATION = String.raw`(-?)P(?=\d|T\d)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)([DW]))?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?`;
const PRINTABLE = String.raw`[\u0009\u000A\u000D\u0020-\u007E\u00A1-\u00FF]*`;
const RELAY_STATE = String.raw`[a-zA-Z0-9&$@#\\\/%?=~\-_'"|!:,.;*+\[\] \(\)\{\}]+`;
const TAG = String.raw`([\p{L}\p{Z}\p{N}_.:/=+\-@]*)`;

const page = {
  MaxResults: integer({ min: 1, max: 100 }),
  NextToken: text({ min: 0, max: 2048, pattern: '[-a-zA-Z0-9+=/_]*' }),
};

const INSTANCE_MEMBER = { InstanceArn: INSTANCE_ARN };

export const LIST_INSTANCES = page;

export const LIST_PERMISSION_SETS = { ...INSTANCE_MEMBER, ...page };

/** The input of a describe; each kind has a name of its own for the id. */
export function describeShape(
  id: DescribeOperation['id'],
): typeof INSTANCE_MEMBER & Readonly<Record<string, InputMember>> {
  return { ...INSTANCE_MEMBER, ...(id === undefined ? {} : { [id.member]: id.shape }) };
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
