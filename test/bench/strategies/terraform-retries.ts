import type { SSOAdminClientConfig } from '@aws-sdk/client-sso-admin';

type RetryStrategy = NonNullable<SSOAdminClientConfig['retryStrategy']>;
type RetryStrategyV2 = Extract<RetryStrategy, { recordSuccess: unknown }>;
type RetryToken = Awaited<ReturnType<RetryStrategyV2['acquireInitialRetryToken']>>;

const MAX_ATTEMPTS = 25;
const MAX_BACKOFF_MS = 20_000;

/**
 * The retries of Terraform's AWS provider, which are more than those of the SDK for JavaScript: 25
 * attempts (`max_retries`), the Go SDK's pauses (random up to 2^n s, at most 20 s), and no token bucket
 * (off by default since 5.42, `token_bucket_rate_limiter_capacity`).
 *
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs#max_retries-1
 * @see https://github.com/hashicorp/terraform-provider-aws/issues/36024
 * @see https://github.com/aws/aws-sdk-go-v2/blob/main/aws/retry/jitter_backoff.go
 */
export function terraformRetries(): RetryStrategyV2 {
  return {
    acquireInitialRetryToken: () => Promise.resolve(token(0, 0)),
    refreshRetryTokenForRetry: (used, { errorType }) => {
      const retries = used.getRetryCount() + 1;
      if (retries >= MAX_ATTEMPTS || errorType === 'CLIENT_ERROR') {
        return Promise.reject(new Error('No retry token available'));
      }
      return Promise.resolve(token(retries, backoffMs(retries - 1)));
    },
    recordSuccess: () => undefined,
  };
}

function backoffMs(attempt: number): number {
  return Math.min(Math.random() * 2 ** attempt * 1_000, MAX_BACKOFF_MS);
}

function token(count: number, delayMs: number): RetryToken {
  return { getRetryCount: () => count, getRetryDelay: () => delayMs };
}
