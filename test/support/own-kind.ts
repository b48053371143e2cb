import { INSTANCE_ARN } from '../../src/engine/requests/input-shape.js';
import { defineStart, type Kind } from '../../src/engine/requests/kind.js';

/** A kind that tests add to the table. Creations of instances have no request id and no list. */
const instanceCreation = {
  title: 'instance creation',
  label: 'instance creation',
  shortLabel: 'instance',
  resource: 'the ARN of an instance',
  status: {
    reasonMember: 'StatusReason',
    statuses: {
      CREATE_IN_PROGRESS: 'IN_PROGRESS',
      ACTIVE: 'SUCCEEDED',
      CREATE_FAILED: 'FAILED',
    },
    details: {},
  },
  describe: { operation: 'DescribeInstance' },
  duration: { medianMs: 10_000, sigma: 0.5 },
} as const satisfies Kind;

/** Another kind with the same describe operation. An instance that is not found has been deleted. */
const instanceDeletion = {
  ...instanceCreation,
  title: 'instance deletion',
  label: 'instance deletion',
  shortLabel: 'deletion',
  status: {
    reasonMember: 'StatusReason',
    statuses: { DELETE_IN_PROGRESS: 'IN_PROGRESS' },
    notFoundMeans: 'SUCCEEDED',
    details: {},
  },
  start: defineStart({
    operation: 'DeleteInstance',
    input: { InstanceArn: INSTANCE_ARN },
    inputFor: (instanceArn) => ({ InstanceArn: instanceArn }),
    subjectFrom: () => ({}),
    resourceFrom: ({ InstanceArn }) => InstanceArn,
  }),
} as const satisfies Kind;

export const OWN_KIND = 'instance-creation';
export const OWN_DELETION = 'instance-deletion';

/** The module of the table, with two more kinds. */
export function withOwnKind({ KIND_TABLE }: { readonly KIND_TABLE: object }): {
  readonly KIND_TABLE: object;
} {
  const own = { [OWN_KIND]: instanceCreation, [OWN_DELETION]: instanceDeletion };
  return { KIND_TABLE: { ...KIND_TABLE, ...own } };
}
