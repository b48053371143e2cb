import { limit } from './limit.js';
import { plainLoop } from './plain-loop.js';
import { sdkWaiterBrisk, sdkWaiterDefaults, sdkWaiterOfSamples } from './sdk-waiter.js';
import type { Strategy } from './strategy.js';
import { terraformAssignment, terraformPermissionSet } from './terraform.js';
import { thisPackage } from './this-package.js';
import { thisPackageWaiters } from './this-package-waiters.js';

/** All strategies, in display order. */
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

/** The reference for the time to finish. */
export const LIMIT = limit.name;

/** The strategies of this package. */
export const OURS: readonly string[] = [thisPackage.name, thisPackageWaiters.name];

/** Whether it is neither the limit nor a strategy of this package. */
export function isPeer(name: string): boolean {
  return name !== LIMIT && !OURS.includes(name);
}
