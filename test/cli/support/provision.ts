import { ProvisionPermissionSetCommand, SSOAdminClient } from '@aws-sdk/client-sso-admin';
import type { Emulated } from './emulated.js';

/** Starts a request through the SDK; resolves to its id. */
export async function provision({ emulator, url }: Emulated): Promise<string> {
  const credentials = { accessKeyId: 'emulated', secretAccessKey: 'emulated' };
  const client = new SSOAdminClient({ endpoint: url, region: 'us-east-1', credentials });
  try {
    const { PermissionSetProvisioningStatus: started } = await client.send(
      new ProvisionPermissionSetCommand({
        InstanceArn: emulator.instanceArn,
        PermissionSetArn: emulator.permissionSetArn,
        TargetType: 'ALL_PROVISIONED_ACCOUNTS',
      }),
    );
    return started?.RequestId ?? '';
  } finally {
    client.destroy();
  }
}
