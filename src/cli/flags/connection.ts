import type { ConnectionOptions } from '../../engine/options/wait-options.js';
import { InvalidOptionError } from '../../engine/results/errors.js';
import { checkInstanceArn } from '../../engine/options/check-ref.js';

/** Flags that say where the service is, as they were written. */
export interface EndpointFlags {
  readonly region?: string;
  readonly profile?: string;
  readonly endpointUrl?: string;
}

/** Flags of commands that ask one instance, as they were written. */
export interface ConnectionFlags extends EndpointFlags {
  readonly instanceArn?: string;
  readonly maxTps?: string;
}

/** The settings of a client. Absent ones come from the environment, as for any AWS SDK. */
export type Connection = Omit<ConnectionOptions, 'client'>;

/** @throws {InvalidOptionError} */
export function parseConnection({ region, profile, endpointUrl }: EndpointFlags): Connection {
  if (endpointUrl !== undefined && !/^https?:$/.test(protocolOf(endpointUrl))) {
    throw new InvalidOptionError(
      '--endpoint-url',
      endpointUrl,
      'a URL such as http://127.0.0.1:80',
    );
  }
  return {
    ...(region === undefined ? {} : { region: notEmpty('--region', region, 'an AWS Region') }),
    ...(profile === undefined ? {} : { profile: notEmpty('--profile', profile, 'a profile') }),
    ...(endpointUrl === undefined ? {} : { endpointUrl }),
  };
}

/** @throws {InvalidOptionError} */
export function parseInstanceArn(flags: ConnectionFlags): { readonly instanceArn?: string } {
  const { instanceArn } = flags;
  return instanceArn === undefined
    ? {}
    : { instanceArn: checkInstanceArn(instanceArn, '--instance-arn') };
}

function notEmpty(flag: string, value: string, expected: string): string {
  if (value.trim() === '') throw new InvalidOptionError(flag, value, `the name of ${expected}`);
  return value;
}

function protocolOf(url: string): string {
  return URL.canParse(url) ? new URL(url).protocol : '';
}
