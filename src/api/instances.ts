import { ListInstancesCommand, type SSOAdminClient } from '@aws-sdk/client-sso-admin';
import type { PoliteCaller } from './polite-call.js';

/** The ARNs of all instances that the caller sees. Rejects with `CallError`. */
export async function listInstanceArns(
  caller: PoliteCaller,
  client: SSOAdminClient,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const arns: string[] = [];
  let token: string | undefined;
  do {
    const input = token === undefined ? {} : { NextToken: token };
    const page = await caller.call(
      { type: 'list', operation: 'ListInstances' },
      signal,
      (limited) => client.send(new ListInstancesCommand(input), { abortSignal: limited }),
    );
    arns.push(...(page.Instances ?? []).flatMap(({ InstanceArn }) => InstanceArn ?? []));
    token = page.NextToken === token ? undefined : page.NextToken;
  } while (token);
  return arns;
}
