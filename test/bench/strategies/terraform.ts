import { describeStatus } from './describe.js';
import { eachAlone } from './each-alone.js';
import { sleep } from './sleep.js';
import type { Strategy } from './strategy.js';
import { terraformRetries } from './terraform-retries.js';
import {
  ACCOUNT_ASSIGNMENT,
  PERMISSION_SET,
  stateChangePauses,
  type StateChangeConf,
} from './terraform-schedule.js';

/**
 * Terraform's AWS provider (`aws_ssoadmin_permission_set`, `aws_ssoadmin_account_assignment`):
 *
 * - It has the pauses of `stateChangePauses`, each after the previous response.
 * - Each request is described separately.
 * - A call that fails in all 25 attempts of the provider fails the wait.
 *
 * Better than the original: it waits for all requests at the same time (Terraform waits for 10,
 * `-parallelism`), and does not stop after 10 or 5 min.
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/tree/main/internal/service/ssoadmin permission_set.go, account_assignment.go
 */
function terraform(name: string, title: string, conf: StateChangeConf): Strategy {
  return {
    name,
    title,
    begin(bench) {
      const client = bench.newClient({ retryStrategy: terraformRetries() });
      return eachAlone(bench, async (ref) => {
        const untilMs = performance.now() + bench.timeoutMs;
        for (const pauseMs of stateChangePauses(conf)) {
          await sleep(pauseMs);
          const status = await describeStatus(client, ref);
          if (status === 'SUCCEEDED' || status === 'FAILED') return status;
          if (performance.now() > untilMs) break;
        }
        return undefined;
      });
    },
  };
}

export const terraformPermissionSet = terraform(
  'terraform-permission-set',
  'Terraform, permission set',
  PERMISSION_SET,
);

export const terraformAssignment = terraform(
  'terraform-assignment',
  'Terraform, assignment',
  ACCOUNT_ASSIGNMENT,
);
