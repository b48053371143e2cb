import { describeStatus } from './describe.js';
import { eachAlone } from './each-alone.js';
import { sleep } from './sleep.js';
import type { Strategy } from './strategy.js';

/**
 * The usual loop: describe at once, and again after a fixed pause.
 *
 * - Every 1 s: fivexl/terraform-aws-sso-elevator, conductorone/baton-aws.
 * - Every 2 s: aws-samples, codepipeline-auto-assignment.
 * - Every 5 s: the CloudFormation SSO provider.
 *
 * Better than the originals: all requests have loops at the same time (the 2 s original waits for one
 * request after the other); after a call that failed in all retries of the SDK (3 attempts, `standard`
 * mode) the loop continues; and no other status is treated as a success.
 */
export function plainLoop(everyMs: number): Strategy {
  return {
    name: `loop-${everyMs / 1000}s`,
    title: `plain loop, every ${everyMs / 1000} s`,
    begin(bench) {
      const client = bench.newClient();
      return eachAlone(bench, async (ref) => {
        const untilMs = performance.now() + bench.timeoutMs;
        while (performance.now() < untilMs) {
          const status = await describeStatus(client, ref).catch(() => undefined);
          if (status === 'SUCCEEDED' || status === 'FAILED') return status;
          await sleep(everyMs);
        }
        return undefined;
      });
    },
  };
}
