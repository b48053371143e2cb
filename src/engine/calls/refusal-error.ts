import {
  AccessDeniedError,
  CallRefusedError,
  CredentialsError,
  InvalidRequestError,
  KmsKeyError,
  RegionError,
  ServiceUnavailableError,
  type ErrorContext,
  type RefusalError,
} from '../results/errors.js';
import { escapeControlChars } from '../util/escape-control-chars.js';
import type { Fault } from './fault.js';

/**
 * The error for a call that cannot succeed: the operation, the message of AWS, and the remedy.
 *
 * @param subject the subject of the call, such as `request 1234…`
 */
export function refusalError(
  fault: Fault,
  operation: string,
  subject: string,
  context: ErrorContext,
): RefusalError {
  const awsMessage =
    `${escapeControlChars(fault.name)}: ${escapeControlChars(fault.message)}`.replace(/\.?$/, '.');
  const details = { ...context, cause: fault.error };
  const action = `sso:${operation}`;
  switch (fault.kind) {
    case 'denied':
      return new AccessDeniedError(
        `Access denied to ${action} for ${subject}. ${awsMessage} Grant the caller this action. A delegated administrator cannot act on the management account.`,
        { ...details, action },
      );
    case 'credentials':
      return new CredentialsError(
        `No usable AWS credentials for ${subject}. ${awsMessage} Sign in again (aws sso login), or check the profile and the credentials in the environment.`,
        details,
      );
    case 'region':
      return new RegionError(
        `No AWS Region is configured for ${subject}. Set AWS_REGION or the option region to the primary Region of the instance.`,
        details,
      );
    case 'kms':
      return new KmsKeyError(
        `The instance's KMS key cannot be used for ${subject}. ${awsMessage} Check that the key is enabled and that its policy allows the caller. The request itself is not affected.`,
        details,
      );
    case 'invalid':
    case 'not-found':
      return new InvalidRequestError(
        `${operation} refused the input for ${subject}. ${awsMessage} Check the request id, the kind and the instance ARN.`,
        details,
      );
    case 'throttled':
      return new ServiceUnavailableError(
        `${operation} stayed throttled for ${subject}. ${awsMessage} All callers of the account share 20 calls a second. Try again later, or lower maxTps.`,
        details,
      );
    case 'transient':
      return new ServiceUnavailableError(
        `${operation} got no usable response for ${subject}. ${awsMessage} Check the network and the endpoint, then try again.`,
        details,
      );
    case 'other':
      return new CallRefusedError(
        `${operation} failed for ${subject}, and a retry would not help. ${awsMessage} Check the client's configuration and the endpoint.`,
        details,
      );
  }
}
