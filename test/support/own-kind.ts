import type { Kind } from '../../src/engine/requests/kind.js';

/** A kind that tests add to the table. An instance has no request id, and nothing lists its changes. */
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

export const OWN_KIND = 'instance-creation';

/** The module of the table, with one more kind. */
export function withOwnKind({ KIND_TABLE }: { readonly KIND_TABLE: object }): {
  readonly KIND_TABLE: object;
} {
  return { KIND_TABLE: { ...KIND_TABLE, [OWN_KIND]: instanceCreation } };
}
