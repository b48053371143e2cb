import { ListPermissionSetProvisioningStatusCommand } from '@aws-sdk/client-sso-admin';
import { createTracker } from 'sso-admin-waiter';
import { describeStatus } from '../strategies/describe.js';
import { sleep } from '../strategies/sleep.js';
import { cpuMsOf } from './cost.js';
import { createEndlessWorld, type EndlessWorld } from './endless.js';
import { comparePairs, type Comparison } from './pairs.js';

const CALLS = 1_000;
const ROUNDS = 9;

/** Longer than any measurement. */
const TIMEOUT_MS = 10 * 365 * 24 * 3_600_000;

/** One bare call through the SDK. */
type BareCall = (world: EndlessWorld) => Promise<unknown>;

const bareDescribe: BareCall = async ({ client, refs: [ref] }) =>
  ref && (await describeStatus(client, ref));

const barePage: BareCall = async ({ client, refs: [ref] }) =>
  await client.send(
    new ListPermissionSetProvisioningStatusCommand({
      InstanceArn: ref?.instanceArn,
      MaxResults: 100,
      Filter: { Status: 'IN_PROGRESS' },
    }),
  );

/** The CPU time of `CALLS` calls by a loop with pauses of one second, in milliseconds. */
async function bareLoopMs(requests: number, call: BareCall): Promise<number> {
  const world = createEndlessWorld(requests);
  let stopped = false;
  const loop = async () => {
    while (!stopped) {
      await call(world);
      await sleep(1_000);
    }
  };
  void loop();
  const ms = await cpuMsOf(() => world.passCalls(CALLS));
  stopped = true;
  return ms;
}

/** The CPU time of `CALLS` calls by a tracker, in milliseconds. */
async function trackerMs(requests: number): Promise<number> {
  const world = createEndlessWorld(requests);
  const tracker = createTracker({ client: world.client, timeoutMs: TIMEOUT_MS });
  for (const ref of world.refs) tracker.track(ref);
  const ms = await cpuMsOf(() => world.passCalls(CALLS));
  tracker.stop();
  return ms;
}

async function perCall(requests: number, call: BareCall): Promise<Comparison> {
  const { base, other, difference, ratio } = await comparePairs(
    ROUNDS,
    () => bareLoopMs(requests, call),
    () => trackerMs(requests),
  );
  return { base: base / CALLS, other: other / CALLS, difference: difference / CALLS, ratio };
}

/** The CPU time of a call by this package, compared with the same call by a bare loop, in milliseconds. */
export interface PerCall {
  readonly describe: Comparison;
  /** A page with 100 requests. */
  readonly page: Comparison;
}

export async function measurePerCall(): Promise<PerCall> {
  return { describe: await perCall(1, bareDescribe), page: await perCall(100, barePage) };
}
