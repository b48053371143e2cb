/** The address of a running emulator, and resources that exist in it. */
export interface EmulatorAddress {
  readonly url: string;
  readonly instanceArn: string;
  readonly permissionSetArn: string;
}

/** Instructions for using an emulator with the AWS CLI and this command. */
export function emulatorGreeting({ url, instanceArn, permissionSetArn }: EmulatorAddress): string {
  return `Emulating IAM Identity Center at ${url}. Press Ctrl-C to stop.

In another shell, point the AWS CLI and this command at it (no AWS account is touched):

  export AWS_ENDPOINT_URL_SSO_ADMIN=${url}
  export AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1
  export AWS_ACCESS_KEY_ID=emulated AWS_SECRET_ACCESS_KEY=emulated

Start a request and wait for it:

  aws sso-admin provision-permission-set \\
    --instance-arn ${instanceArn} \\
    --permission-set-arn ${permissionSetArn} \\
    --target-type ALL_PROVISIONED_ACCOUNTS --output json | npx sso-admin-waiter wait -

  npx sso-admin-waiter list
`;
}
