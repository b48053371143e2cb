import { InvalidOptionError } from '../results/errors.js';
import { isRequestKind, REQUEST_KINDS } from '../requests/kinds.js';
import type { RequestRef } from '../requests/request.js';

const ARN = /^arn:/;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Checks only what a person can confuse. An unusual ARN is left to AWS, because emulators and new partitions do
 * not follow the documented pattern.
 *
 * @throws {InvalidOptionError}
 */
export function checkInstanceArn(value: unknown, option = 'instanceArn'): string {
  const usable = typeof value === 'string' && value.trim() !== '' && !UUID.test(value);
  if (!usable) {
    throw new InvalidOptionError(
      option,
      value,
      'the ARN of an Identity Center instance (arn:aws:sso:::instance/ssoins-…)',
    );
  }
  if (/:permissionSet\//.test(value)) {
    throw new InvalidOptionError(option, value, "an instance's ARN, not a permission set's");
  }
  return value;
}

/** @throws {InvalidOptionError} when it is empty, contains blanks, or is an ARN */
export function checkRequestId(value: unknown, option = 'requestId'): string {
  if (typeof value !== 'string' || value === '' || /\s/.test(value) || ARN.test(value)) {
    throw new InvalidOptionError(
      option,
      value,
      'a request id (a UUID, as the start call answered it)',
    );
  }
  return value;
}

/**
 * Checks a ref. The dates of one that was JSON become dates again.
 *
 * @throws {InvalidOptionError} which names the invalid member
 */
export function checkRef(ref: RequestRef): RequestRef {
  if (typeof ref !== 'object' || ref === null) {
    throw new InvalidOptionError('ref', ref, 'an object with kind, instanceArn and requestId');
  }
  if (!isRequestKind(ref.kind)) {
    throw new InvalidOptionError('ref.kind', ref.kind, `one of ${REQUEST_KINDS.join(', ')}`);
  }
  checkInstanceArn(ref.instanceArn, 'ref.instanceArn');
  checkRequestId(ref.requestId, 'ref.requestId');
  const { started } = ref;
  if (started?.details.createdDate === undefined) return ref;
  const { createdDate, ...details } = started.details;
  const revived = new Date(createdDate ?? Number.NaN);
  const known = Number.isNaN(revived.getTime()) ? details : { ...details, createdDate: revived };
  return { ...ref, started: { ...started, details: known } };
}
