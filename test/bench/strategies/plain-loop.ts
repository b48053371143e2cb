import { describeStatus } from './describe.js';
import { eachAlone } from './each-alone.js';
import { sleep } from './sleep.js';
import type { Strategy } from './strategy.js';

/**
 * The loop that everybody writes: describe at once, and again a fixed pause after each answer.
 *
 * - Every 1 s: fivexl/terraform-aws-sso-elevator, conductorone/baton-aws.
 * - Every 2 s: aws-samples, codepipeline-auto-assignment.
 * - Every 5 s: the CloudFormation SSO provider.
 *
 * Better than the originals: each request has a loop of its own, all at the same time (the 2 s one
 * waits for one request after the other); a call that still fails after the SDK's own retries (3
 * attempts, `standard` mode) is not the end, the loop asks again after the pause; and nothing else
 * is taken for a success.
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
