import type {
  DescribeAccountAssignmentCreationStatusCommandInput,
  DescribeAccountAssignmentCreationStatusCommandOutput,
  DescribeAccountAssignmentDeletionStatusCommandInput,
  DescribeAccountAssignmentDeletionStatusCommandOutput,
  DescribePermissionSetProvisioningStatusCommandInput,
  DescribePermissionSetProvisioningStatusCommandOutput,
  SSOAdminClient,
} from '@aws-sdk/client-sso-admin';
import * as v from 'valibot';
import { isWaitAbortedError, isWaitTimeoutError } from '../engine/results/error-guards.js';
import { check } from '../engine/options/check.js';
import { checkInstanceArn, checkRequestId } from '../engine/options/check-ref.js';
import { KINDS, type RequestKind } from '../engine/requests/kinds.js';
import { memberOf } from '../engine/requests/reading.js';
import type { SucceededOutcome } from '../engine/results/outcome.js';
import { waitForRequest } from './wait.js';

/** The configuration of the SDK's own waiters. Durations are in seconds. */
export interface WaiterConfiguration {
  /** The client for all calls. */
  readonly client: SSOAdminClient;
  /** Maximum time to wait, in seconds. */
  readonly maxWaitTime: number;
  /** Shortest pause between two polls, in seconds; the cadence scales with it. Default 0.8. */
  readonly minDelay?: number;
  /** Longest pause between two polls, in seconds. Default 4.5. */
  readonly maxDelay?: number;
  /** Ends the wait at once. Default: none. */
  readonly abortSignal?: AbortSignal;
}

/** The result of the SDK's own waiters. */
export interface WaiterResult<Output> {
  readonly state: 'SUCCESS';
  /** The output of the last describe. */
  readonly reason: Output;
  /** The same as `reason`, under the name that newer SDKs use. */
  readonly final: Output;
  /** The number of polls by result. */
  readonly observedResponses: Readonly<Record<string, number>>;
}

/**
 * Polls until a permission set is provisioned, in the shape of the SDK's own waiters.
 *
 * @param input the input of `DescribePermissionSetProvisioningStatus`
 * @throws an error named `TimeoutError` or `AbortError`, like those of the SDK's waiters
 * @throws {RequestFailedError} when the request failed
 * @throws as `waitForRequest` does, for other errors
 * @see https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_DescribePermissionSetProvisioningStatus.html
 */
export function waitUntilPermissionSetProvisioned(
  params: WaiterConfiguration,
  input: DescribePermissionSetProvisioningStatusCommandInput,
): Promise<WaiterResult<DescribePermissionSetProvisioningStatusCommandOutput>> {
  return waitUntil('permission-set-provisioning', params, input);
}

/**
 * Polls until an account assignment is created, in the shape of the SDK's own waiters.
 *
 * @param input the input of `DescribeAccountAssignmentCreationStatus`
 * @throws as `waitUntilPermissionSetProvisioned` does
 * @see https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_DescribeAccountAssignmentCreationStatus.html
 */
export function waitUntilAccountAssignmentCreated(
  params: WaiterConfiguration,
  input: DescribeAccountAssignmentCreationStatusCommandInput,
): Promise<WaiterResult<DescribeAccountAssignmentCreationStatusCommandOutput>> {
  return waitUntil('account-assignment-creation', params, input);
}

/**
 * Polls until an account assignment is deleted, in the shape of the SDK's own waiters.
 *
 * @param input the input of `DescribeAccountAssignmentDeletionStatus`
 * @throws as `waitUntilPermissionSetProvisioned` does
 * @see https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_DescribeAccountAssignmentDeletionStatus.html
 */
export function waitUntilAccountAssignmentDeleted(
  params: WaiterConfiguration,
  input: DescribeAccountAssignmentDeletionStatusCommandInput,
): Promise<WaiterResult<DescribeAccountAssignmentDeletionStatusCommandOutput>> {
  return waitUntil('account-assignment-deletion', params, input);
}

const SECONDS = 'a number of seconds greater than 0';
const secondsSchema = v.pipe(v.number(SECONDS), v.finite(SECONDS), v.gtValue(0, SECONDS));

async function waitUntil<Output extends object>(
  kind: RequestKind,
  { client, maxWaitTime, minDelay, maxDelay, abortSignal }: WaiterConfiguration,
  input: { readonly InstanceArn: string | undefined },
): Promise<WaiterResult<Output>> {
  const member = KINDS[kind].describe.id?.member ?? 'InstanceArn';
  const ref = {
    kind,
    instanceArn: checkInstanceArn(input.InstanceArn, 'InstanceArn'),
    requestId: checkRequestId(memberOf(input, member), member, kind),
  };
  const options = {
    client,
    timeoutMs: inMs('maxWaitTime', maxWaitTime),
    ...(minDelay === undefined ? {} : { minDelayMs: inMs('minDelay', minDelay) }),
    ...(maxDelay === undefined ? {} : { maxDelayMs: inMs('maxDelay', maxDelay) }),
    ...(abortSignal === undefined ? {} : { signal: abortSignal }),
  };
  try {
    return resultFrom(await waitForRequest(ref, options));
  } catch (error) {
    throw namedAsInTheSdk(error);
  }
}

/** A wait for one request always describes it, so the response is present and has the operation's type. */
function resultFrom<Output extends object>({
  response,
  polls,
}: SucceededOutcome): WaiterResult<Output> {
  const final = response as Output;
  return { state: 'SUCCESS', reason: final, final, observedResponses: { '200: OK': polls } };
}

function namedAsInTheSdk(error: unknown): unknown {
  if (isWaitTimeoutError(error)) error.name = 'TimeoutError';
  if (isWaitAbortedError(error)) error.name = 'AbortError';
  return error;
}

function inMs(option: string, seconds: number): number {
  return check(secondsSchema, seconds, option) * 1000;
}
