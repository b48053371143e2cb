import type { ConnectionOptions } from '../../engine/options/wait-options.js';
import { check } from '../../engine/options/check.js';
import { httpUrlSchema, nonBlank } from '../../engine/options/schema.js';
import { checkInstanceArn } from '../../engine/options/check-ref.js';

/** The unparsed flags of the endpoint. */
export interface EndpointFlags {
  readonly region?: string;
  readonly profile?: string;
  readonly endpointUrl?: string;
}

/** The unparsed flags of commands for one instance. */
export interface ConnectionFlags extends EndpointFlags {
  readonly instanceArn?: string;
  readonly maxTps?: string;
}

/** The settings of a client. Absent ones come from the environment, like those of any AWS SDK. */
export type Connection = Omit<ConnectionOptions, 'client'>;

/** @throws {InvalidOptionError} */
export function parseConnection({ region, profile, endpointUrl }: EndpointFlags): Connection {
  if (endpointUrl !== undefined) check(httpUrlSchema, endpointUrl, '--endpoint-url');
  if (region !== undefined) check(nonBlank('the name of an AWS Region'), region, '--region');
  if (profile !== undefined) check(nonBlank('the name of a profile'), profile, '--profile');
  return {
    ...(region === undefined ? {} : { region }),
    ...(profile === undefined ? {} : { profile }),
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
