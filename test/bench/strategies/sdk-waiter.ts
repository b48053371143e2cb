import { createWaiter, waiterServiceDefaults, WaiterState } from '@smithy/core/client';
import { describeStatus } from './describe.js';
import { eachAlone } from './each-alone.js';
import type { Strategy } from './strategy.js';

/** The pauses of a waiter, in the SDK's seconds. */
interface Delays {
  readonly minDelay: number;
  readonly maxDelay: number;
}

/**
 * The SDK's own waiter with an acceptor for this service, as its documentation shows:
 *
 * - The first poll is at once. The nth pause is random in [min, min × 2^(n − 1)], and the maximum from
 *   n > log2(max / min) + 1 on.
 * - A call that fails in all retries of the SDK is a `RETRY`, as in the waiters that the SDK generates for
 *   other services.
 *
 * @see https://github.com/smithy-lang/smithy-typescript/tree/main/packages/core/src/submodules/client/util-waiter
 */
function sdkWaiter(name: string, title: string, delays: Delays): Strategy {
  return {
    name,
    title,
    begin(bench) {
      const client = bench.newClient();
      return eachAlone(bench, async (ref) => {
        const options = { ...delays, client, maxWaitTime: bench.timeoutMs / 1000 };
        const { state } = await createWaiter(options, ref, async (through, input) => {
          const status = await describeStatus(through, input).catch(() => undefined);
          return { state: status === undefined ? WaiterState.RETRY : stateOf(status) };
        });
        if (state === WaiterState.SUCCESS) return 'SUCCEEDED';
        return state === WaiterState.FAILURE ? 'FAILED' : undefined;
      });
    },
  };
}

function stateOf(status: string): WaiterState {
  if (status === 'SUCCEEDED') return WaiterState.SUCCESS;
  return status === 'FAILED' ? WaiterState.FAILURE : WaiterState.RETRY;
}

/** With the SDK's default pauses, 2 s to 120 s. */
export const sdkWaiterDefaults = sdkWaiter(
  'sdk-waiter',
  'SDK createWaiter, 2–120 s',
  waiterServiceDefaults,
);

/** With the pauses of other versions of the aws-samples waiter (see below), 1 s to 5 s. */
export const sdkWaiterBrisk = sdkWaiter('sdk-waiter-5', 'SDK createWaiter, 1–5 s', {
  minDelay: 1,
  maxDelay: 5,
});

/**
 * With the pauses of aws-samples/aws-iam-identity-center-extensions, 60 s to 120 s.
 *
 * Better than the original, which polls a `FAILED` request until its timeout of 600 s, and fails at any
 * exception, including throttling. Other versions have pauses of 1 s to 5 s: see `sdk-waiter-5`.
 *
 * @see https://github.com/aws-samples/aws-iam-identity-center-extensions/tree/main/lib/lambda-functions/custom-waiters/src
 */
export const sdkWaiterOfSamples = sdkWaiter('sdk-waiter-60', 'SDK createWaiter, 60–120 s', {
  minDelay: 60,
  maxDelay: 120,
});
