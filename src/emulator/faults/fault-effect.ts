import type { DecisiveFault } from './fault-rules.js';
import { failure, html, type ResponseMeta, type WireResponse } from '../protocol/aws-json.js';
import { conflict, notFound, RATE_EXCEEDED, ServiceError } from '../protocol/service-error.js';

/** How a response is delivered: completely, partly, as a reset connection, or never. */
export type Delivery =
  | { readonly type: 'complete' | 'cut-off'; readonly response: WireResponse }
  | { readonly type: 'reset' | 'silence' };

/** The effect of a fault: it replaces the operation, or changes its response. */
export type FaultEffect =
  | { readonly when: 'instead'; readonly delivery: Delivery; readonly code: string }
  | { readonly when: 'after'; changeOutput(output: object): object; readonly cutOff: boolean };

/** The context of a fault's response. */
export interface FaultContext extends ResponseMeta {
  readonly operation: string;
  readonly instanceArn: string;
  readonly accountId: string;
}

/** The effect of a fault on a call. */
export function effectOf(fault: DecisiveFault, context: FaultContext): FaultEffect {
  if (fault.type === 'throttle') {
    return refuse(throttled(fault), context);
  }
  if (fault.type === 'unknown-status') {
    const { status } = fault;
    return { when: 'after', cutOff: false, changeOutput: (output) => withStatus(output, status) };
  }
  return EFFECTS[fault.type](context);
}

const UNKNOWN_FAILURE = 'The request processing has failed because of an unknown error.';
const EXPIRED = 'The security token included in the request is expired';
const NO_KEY = 'The request was rejected because the specified KMS key could not be found.';
const OVER_QUOTA = 'The number of resources exceeds the quota of this instance.';
const CONFLICTING = 'There is a conflicting operation in process.';

type PlainFault = Exclude<DecisiveFault['type'], 'throttle' | 'unknown-status'>;

const EFFECTS: Readonly<Record<PlainFault, (context: FaultContext) => FaultEffect>> = {
  'server-error': refusal('InternalServerException', 500, UNKNOWN_FAILURE),
  'internal-failure': refusal('InternalFailure', 500, UNKNOWN_FAILURE),
  'expired-token': refusal('ExpiredTokenException', 403, EXPIRED),
  'quota-exceeded': refusal('ServiceQuotaExceededException', 402, OVER_QUOTA),
  'access-denied': (context) => refuse(accessDenied(context), context),
  'kms-not-found': (context) => refuse(notFound(NO_KEY, 'KMS_NotFoundException'), context),
  conflict: (context) => refuse(conflict(CONFLICTING), context),
  'html-error': (context) =>
    instead('html-error', {
      type: 'complete',
      response: html(503, 'Service Unavailable', context),
    }),
  'connection-reset': () => instead('connection-reset', { type: 'reset' }),
  silence: () => instead('silence', { type: 'silence' }),
  'cut-off-body': () => ({ when: 'after', cutOff: true, changeOutput: (output) => output }),
  'empty-body': () => ({ when: 'after', cutOff: false, changeOutput: () => ({}) }),
};

function instead(code: string, delivery: Delivery): FaultEffect {
  return { when: 'instead', code, delivery };
}

function refusal(code: string, statusCode: number, message: string) {
  return (context: FaultContext) => refuse(new ServiceError(code, statusCode, message), context);
}

function refuse(error: ServiceError, context: FaultContext): FaultEffect {
  return instead(error.code, { type: 'complete', response: failure(error, context) });
}

function accessDenied({ operation, instanceArn, accountId }: FaultContext): ServiceError {
  const caller = `arn:aws:sts::${accountId}:assumed-role/Example/session`;
  return new ServiceError(
    'AccessDeniedException',
    403,
    `User: ${caller} is not authorized to perform: sso:${operation} on resource: ${instanceArn} ` +
      `because no identity-based policy allows the sso:${operation} action`,
  );
}

function throttled(fault: Extract<DecisiveFault, { type: 'throttle' }>): ServiceError {
  const { retryAfterSeconds, retryAfterMs, statusCode = 429 } = fault;
  const headers = {
    ...(retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) }),
    ...(retryAfterMs === undefined ? {} : { 'x-amz-retry-after': String(retryAfterMs) }),
  };
  return new ServiceError('ThrottlingException', statusCode, RATE_EXCEEDED, { headers });
}

/** The same output with every status replaced. */
function withStatus(output: object, status: string): object {
  return Object.fromEntries(
    Object.entries(output).map(([name, value]: [string, unknown]) => [
      name,
      name === 'Status' ? status : withStatusInside(value, status),
    ]),
  );
}

function withStatusInside(value: unknown, status: string): unknown {
  if (Array.isArray(value)) return value.map((item) => withStatusInside(item, status));
  return typeof value === 'object' && value !== null ? withStatus(value, status) : value;
}
