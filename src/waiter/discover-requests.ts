import * as v from 'valibot';
import { CallError } from '../engine/calls/call-error.js';
import { listInstanceArns, onlyInstance } from '../engine/calls/list-instances.js';
import { refusalError } from '../engine/calls/refusal-error.js';
import type { StatusApi } from '../engine/calls/status-api.js';
import {
  callEntries,
  checkClientAlone,
  connectionEntries,
  signalSchema,
} from '../engine/options/wait-options.js';
import { check } from '../engine/options/check.js';
import { integerOfAtLeast, listOf, members, oneOf } from '../engine/options/schema.js';
import { ClientSession } from '../engine/polling/client-session.js';
import { readPages } from '../engine/calls/pages.js';
import { instanceArnSchema } from '../engine/options/check-ref.js';
import { LISTED_KINDS } from '../engine/requests/kinds.js';
import {
  REQUEST_STATUSES,
  requestIdOf,
  requestKey,
  type Reading,
  type RequestDetails,
  type RequestId,
  type RequestStatus,
} from '../engine/requests/request.js';

/** The options of each call for an instance. */
const findOptionsSchema = members({
  ...connectionEntries,
  ...callEntries,
  /** Ends the calls with the signal's reason. Default: none. */
  signal: signalSchema,
});

/** The schema of {@link DiscoverOptions}. */
export const discoverOptionsSchema = members({
  /** The ARN of the instance. */
  instanceArn: instanceArnSchema,
  /** The kinds of requests. Default: all that AWS lists. */
  kinds: v.optional(listOf(oneOf(LISTED_KINDS)), [...LISTED_KINDS]),
  /** The statuses of requests. Default: all. */
  statuses: v.optional(listOf(oneOf(REQUEST_STATUSES))),
  /** Maximum number of requests. Default: no limit. */
  limit: v.optional(integerOfAtLeast(1)),
  /** Whether to describe each request, for its account, permission set, principal and reason. Default `false`. */
  details: v.optional(v.boolean('true or false'), false),
  ...connectionEntries,
  ...callEntries,
  /** Ends the iteration with the signal's reason. Default: none. */
  signal: signalSchema,
});

/** Options of `discoverRequests`. */
export interface DiscoverOptions extends Readonly<v.InferInput<typeof discoverOptionsSchema>> {}

/** Options of `findInstanceArn`. */
export interface FindInstanceOptions extends Readonly<v.InferInput<typeof findOptionsSchema>> {}

/** A listed request. */
export interface DiscoveredRequest extends RequestId, RequestDetails {
  /** The status in the list, or in the describe with `details`. */
  readonly status: RequestStatus;
  /** Only with `details`, and only if it failed. */
  readonly failureReason?: string;
}

/**
 * The requests that AWS lists, newest first; those without a date come last. The lists are read completely
 * before the first request is returned, because their order is not documented.
 *
 * @throws {AccessDeniedError | CredentialsError | RegionError | InvalidRequestError |
 *   ServiceUnavailableError | CallRefusedError} when a list cannot be read
 * @throws {InvalidOptionError} when an option is invalid
 */
export async function* discoverRequests(
  options: DiscoverOptions,
): AsyncGenerator<DiscoveredRequest, void, void> {
  const resolved = check(discoverOptionsSchema, options);
  const { instanceArn, kinds, statuses, limit, details } = resolved;
  const { signal = new AbortController().signal } = resolved;
  const session = openSession(resolved);
  try {
    // A request that ends between two lists can be in both. The later status wins.
    const found = new Map<string, DiscoveredRequest>();
    for (const kind of kinds) {
      for (const status of statuses ?? [undefined]) {
        const query = { kind, instanceArn, ...(status === undefined ? {} : { status }) };
        for await (const { rows } of readPages(session.poller.api, query, signal)) {
          for (const { requestId, reading } of rows) {
            const request = fromReading({ kind, instanceArn, requestId }, reading);
            found.set(requestKey(request), request);
          }
        }
      }
    }
    for (const each of newestFirst([...found.values()]).slice(0, limit)) {
      signal.throwIfAborted();
      yield details ? await withDetails(each, session.poller.api, signal) : each;
    }
  } catch (error) {
    throw toPublicError(error, signal);
  } finally {
    session.release();
  }
}

/**
 * The ARN of the only instance that is visible to the caller.
 *
 * @throws {InvalidOptionError} when there is none, or several, which it names
 * @throws {AccessDeniedError | CredentialsError | RegionError | ServiceUnavailableError |
 *   CallRefusedError} when instances cannot be listed
 * @see https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_ListInstances.html
 */
export async function findInstanceArn(options: FindInstanceOptions = {}): Promise<string> {
  const resolved = check(findOptionsSchema, options);
  const { signal = new AbortController().signal } = resolved;
  const session = openSession(resolved);
  try {
    return onlyInstance(await listInstanceArns(session.poller.caller, session.client, signal));
  } catch (error) {
    throw toPublicError(error, signal);
  } finally {
    session.release();
  }
}

function openSession(options: v.InferOutput<typeof findOptionsSchema>): ClientSession {
  checkClientAlone(options);
  const session = new ClientSession(options, options);
  session.connect();
  return session;
}

function fromReading(
  { kind, instanceArn, requestId }: RequestId,
  reading: Reading,
): DiscoveredRequest {
  const { status, failureReason, details } = reading;
  const reason = failureReason === undefined ? {} : { failureReason };
  return { kind, instanceArn, requestId, status, ...reason, ...details };
}

/** The request with all details, if AWS still knows it. */
async function withDetails(
  request: DiscoveredRequest,
  api: StatusApi,
  signal: AbortSignal,
): Promise<DiscoveredRequest> {
  try {
    const { reading } = await api.describe(request, signal);
    return { ...request, ...fromReading(request, reading) };
  } catch (error) {
    if (error instanceof CallError && error.fault.kind === 'not-found') return request;
    throw error;
  }
}

function newestFirst(requests: readonly DiscoveredRequest[]): DiscoveredRequest[] {
  const time = ({ createdDate }: DiscoveredRequest) => createdDate?.getTime() ?? -Infinity;
  return requests.toSorted((one, other) => time(other) - time(one) || 0);
}

function toPublicError(error: unknown, signal: AbortSignal): unknown {
  if (signal.aborted || !(error instanceof CallError)) return error;
  const { call, fault } = error;
  const subject =
    call.request === undefined ? 'this identity' : `request ${call.request.requestId}`;
  const about = call.request === undefined ? {} : { request: requestIdOf(call.request) };
  return refusalError(fault, call.operation, subject, { ...about, cause: fault.error });
}
