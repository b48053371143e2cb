import type {
  CreateAccountAssignmentCommandOutput,
  DeleteAccountAssignmentCommandOutput,
  DescribePermissionSetProvisioningStatusCommandOutput,
  ProvisionPermissionSetCommandOutput,
  SSOAdminClient,
} from '@aws-sdk/client-sso-admin';
import type { Logger as PinoLogger } from 'pino';
import { expectTypeOf } from 'vitest';
import {
  createTracker,
  discoverRequests,
  isRequestKind,
  requestFrom,
  settleRequests,
  waitForRequest,
  waitForRequests,
  waitUntilPermissionSetProvisioned,
  type DiscoveredRequest,
  type Logger,
  type RequestKind,
  type RequestRef,
  type WaiterResult,
  type WaitOptions,
} from '../../src/index.js';

declare const client: SSOAdminClient;
declare const signal: AbortSignal;
declare const logger: PinoLogger;

const instanceArn = 'arn:aws:sso:::instance/ssoins-1234567890abcdef';

// A ref is what identifies a request; nothing else need be known.
const ref: RequestRef = { kind: 'permission-set-provisioning', instanceArn, requestId: '1234' };
// @ts-expect-error no such kind
void ({ kind: 'provisioning', instanceArn, requestId: '1234' } satisfies RequestRef);
// @ts-expect-error the instance is missing
void ({ kind: 'permission-set-provisioning', requestId: '1234' } satisfies RequestRef);

// What the SDK's three start calls answer makes a ref.
declare const provisioned: ProvisionPermissionSetCommandOutput;
declare const created: CreateAccountAssignmentCommandOutput;
declare const deleted: DeleteAccountAssignmentCommandOutput;
expectTypeOf(requestFrom(provisioned, { instanceArn })).toEqualTypeOf<RequestRef>();
expectTypeOf(requestFrom(created, { instanceArn })).toEqualTypeOf<RequestRef>();
expectTypeOf(requestFrom(deleted, { instanceArn })).toEqualTypeOf<RequestRef>();
// @ts-expect-error responses do not say which instance
requestFrom(provisioned);

declare const word: string;
if (isRequestKind(word)) expectTypeOf(word).toEqualTypeOf<RequestKind>();

// All options are optional, and each has its type.
void ({} satisfies WaitOptions);
void ({ client, signal, logger, timeoutMs: 1, details: 'all', maxTps: 5 } satisfies WaitOptions);
expectTypeOf<PinoLogger>().toExtend<Logger>();
expectTypeOf<Console>().toExtend<Logger>();

// @ts-expect-error seconds are not what the name says
void waitForRequest(ref, { timeout: 900 });
// @ts-expect-error no text for a duration
void waitForRequest(ref, { timeoutMs: '15m' });
// @ts-expect-error a wait for one always has all details
void waitForRequest(ref, { details: 'failed' });
// @ts-expect-error either failed or all
void settleRequests([ref], { details: 'some' });
// @ts-expect-error to settle is to wait for all
void settleRequests([ref], { failFast: true });
void waitForRequests([ref], { failFast: true });
// @ts-expect-error a tracker has listeners instead
createTracker({ onEvent: () => undefined });

// Discovery gives requests that can be waited for.
for await (const request of discoverRequests({ instanceArn, statuses: ['IN_PROGRESS'] })) {
  expectTypeOf(request).toEqualTypeOf<DiscoveredRequest>();
  void waitForRequest(request);
}
// @ts-expect-error no such status
discoverRequests({ instanceArn, statuses: ['PENDING'] });

// The SDK's shape: a client and seconds, then the input of the describe call.
expectTypeOf(
  waitUntilPermissionSetProvisioned(
    { client, maxWaitTime: 900, abortSignal: signal },
    { InstanceArn: instanceArn, ProvisionPermissionSetRequestId: '1234' },
  ),
).resolves.toEqualTypeOf<WaiterResult<DescribePermissionSetProvisioningStatusCommandOutput>>();
void waitUntilPermissionSetProvisioned(
  // @ts-expect-error the longest time to wait is required, as in the SDK
  { client },
  { InstanceArn: instanceArn, ProvisionPermissionSetRequestId: '1234' },
);
