/** The settings of `retry.StateChangeConf` in a Terraform provider, in milliseconds. */
export interface StateChangeConf {
  readonly delayMs: number;
  readonly minTimeoutMs: number;
}

/** `waitPermissionSetProvisioned`: Delay 5 s, no MinTimeout. */
export const PERMISSION_SET: StateChangeConf = { delayMs: 5_000, minTimeoutMs: 0 };

/** `waitAccountAssignmentCreated` and `…Deleted`: Delay 10 s, MinTimeout 5 s. */
export const ACCOUNT_ASSIGNMENT: StateChangeConf = { delayMs: 10_000, minTimeoutMs: 5_000 };

/**
 * The pauses of `StateChangeConf.WaitForStateContext`: the delay before the first poll, then 200 ms, which
 * doubles each time, at least the minimum and at most 10 s.
 *
 * @see https://github.com/hashicorp/terraform-plugin-sdk/blob/main/helper/retry/state.go
 */
export function* stateChangePauses({ delayMs, minTimeoutMs }: StateChangeConf): Generator<number> {
  yield delayMs;
  let waitMs = 100;
  for (;;) {
    waitMs *= 2;
    if (waitMs < minTimeoutMs) waitMs = minTimeoutMs;
    else if (waitMs > 10_000) waitMs = 10_000;
    yield waitMs;
  }
}
