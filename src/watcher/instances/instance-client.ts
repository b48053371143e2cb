import { SSOAdminClient, type SSOAdminClientConfig } from '@aws-sdk/client-sso-admin';
import { fromNodeProviderChain, fromTemporaryCredentials } from '@aws-sdk/credential-providers';
import type { InstanceOptions } from '../watcher-options.js';

/** The name of the role session in CloudTrail. */
const ROLE_SESSION_NAME = 'sso-admin-waiter';

/**
 * Creates a client for one instance. Its credentials are read again, so that a renewed sign-in or a changed
 * file takes effect. The caller destroys it.
 */
export function createInstanceClient(instance: InstanceOptions): SSOAdminClient {
  const { region, profile, endpointUrl } = instance;
  const config: SSOAdminClientConfig = {
    // The engine retries.
    maxAttempts: 1,
    credentials: credentialsOf(instance),
    ...(region === undefined ? {} : { region }),
    ...(profile === undefined ? {} : { profile }),
    ...(endpointUrl === undefined ? {} : { endpoint: endpointUrl }),
  };
  return new SSOAdminClient(config);
}

function credentialsOf({
  profile,
  region,
  roleArn,
  externalId,
}: InstanceOptions): NonNullable<SSOAdminClientConfig['credentials']> {
  const own = fromNodeProviderChain({
    ignoreCache: true,
    ...(profile === undefined ? {} : { profile }),
  });
  if (roleArn === undefined) return own;
  return fromTemporaryCredentials({
    masterCredentials: own,
    params: {
      RoleArn: roleArn,
      RoleSessionName: ROLE_SESSION_NAME,
      ...(externalId === undefined ? {} : { ExternalId: externalId }),
    },
    ...(region === undefined ? {} : { clientConfig: { region } }),
  });
}
