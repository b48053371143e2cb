import { limit } from './limit.js';
import { plainLoop } from './plain-loop.js';
import { sdkWaiterBrisk, sdkWaiterDefaults, sdkWaiterOfSamples } from './sdk-waiter.js';
import type { Strategy } from './strategy.js';
import { terraformAssignment, terraformPermissionSet } from './terraform.js';
import { thisPackage } from './this-package.js';
import { thisPackageWaiters } from './this-package-waiters.js';

/** All strategies, in the order in which they are shown. */
export const STRATEGIES: readonly Strategy[] = [
  limit,
  thisPackage,
  thisPackageWaiters,
  plainLoop(1_000),
  plainLoop(2_000),
  plainLoop(5_000),
  sdkWaiterBrisk,
  sdkWaiterDefaults,
  sdkWaiterOfSamples,
  terraformPermissionSet,
  terraformAssignment,
];

/** The one that time to finish is compared with. */
export const LIMIT = limit.name;

/** Those that are this package. */
export const OURS: readonly string[] = [thisPackage.name, thisPackageWaiters.name];

/** Whether it is how somebody else waits. */
export function isPeer(name: string): boolean {
  return name !== LIMIT && !OURS.includes(name);
}
