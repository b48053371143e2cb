import { ListInstancesCommand, type SSOAdminClient } from '@aws-sdk/client-sso-admin';
import { InvalidOptionError } from '../results/errors.js';
import { eachPage } from './pages.js';
import type { RateLimitedCaller } from './rate-limited-caller.js';

/** The ARNs of all instances that are visible to the caller. Rejects with `CallError`. */
export async function listInstanceArns(
  caller: RateLimitedCaller,
  client: SSOAdminClient,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const arns: string[] = [];
  const pages = eachPage((token) =>
    caller.call({ type: 'list', operation: 'ListInstances' }, signal, async (abortSignal) => {
      const input = token === undefined ? {} : { NextToken: token };
      const output = await client.send(new ListInstancesCommand(input), { abortSignal });
      return {
        instances: output.Instances ?? [],
        ...(output.NextToken ? { nextToken: output.NextToken } : {}),
      };
    }),
  );
  for await (const { instances } of pages) {
    arns.push(...instances.flatMap(({ InstanceArn }) => InstanceArn ?? []));
  }
  return arns;
}

/**
 * The only instance in a list that may contain duplicates.
 *
 * @throws {InvalidOptionError} when there is none, or several, which it names
 */
export function onlyInstance(listed: readonly string[]): string {
  const arns = [...new Set(listed)];
  const [arn] = arns;
  if (arn !== undefined && arns.length === 1) return arn;
  throw new InvalidOptionError(
    'instanceArn',
    undefined,
    arn === undefined
      ? "an instance's ARN, because ListInstances returns none in this Region (is it the primary one?)"
      : `one of the ${arns.length} that ListInstances returns, ${arns.join(' and ')}`,
  );
}
