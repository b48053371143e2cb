import type { RateLimit } from '../options/settings.js';

/** A token bucket: each call takes a token. Tokens are refilled at the rate, up to the burst. */
export interface Bucket {
  readonly tokens: number;
  /** The time of `tokens`, on the monotonic clock. */
  readonly atMs: number;
}

/** The bucket at a later time, refilled. */
export function refill(bucket: Bucket, { ratePerSecond, burst }: RateLimit, atMs: number): Bucket {
  const elapsedMs = Math.max(atMs - bucket.atMs, 0);
  // Infinity × 0 is NaN.
  const gained = ratePerSecond === Infinity ? Infinity : (elapsedMs * ratePerSecond) / 1000;
  return { tokens: Math.min(bucket.tokens + gained, burst), atMs };
}

/** Takes a token if there is one. */
export function take(bucket: Bucket): { readonly granted: boolean; readonly bucket: Bucket } {
  // A tolerance for rounding: 20 calls at 50 ms each must not fail.
  const granted = bucket.tokens >= 0.999;
  return {
    granted,
    bucket: granted ? { ...bucket, tokens: Math.max(bucket.tokens - 1, 0) } : bucket,
  };
}

/** The rate limit of the service, for all calls. */
export interface Throttle {
  /** Whether a call at `atMs` is within the limit. */
  admit(atMs: number): boolean;
  /** Changes the rate from `atMs` on. */
  setLimit(limit: RateLimit, atMs: number): void;
}

/** Creates the limit. `otherTrafficTps` returns the rate that other clients use at a time. */
export function createThrottle(
  initial: RateLimit,
  otherTrafficTps: (atMs: number) => number,
  atMs: number,
): Throttle {
  let limit = initial;
  let bucket: Bucket = { tokens: limit.burst, atMs };

  function settle(untilMs: number): void {
    const ratePerSecond = Math.max(limit.ratePerSecond - otherTrafficTps(untilMs), 0);
    bucket = refill(bucket, { ...limit, ratePerSecond }, untilMs);
  }

  return {
    admit: (callAtMs) => {
      settle(callAtMs);
      const taken = take(bucket);
      bucket = taken.bucket;
      return taken.granted;
    },
    setLimit: (next, changeAtMs) => {
      settle(changeAtMs);
      limit = next;
      bucket = { ...bucket, tokens: Math.min(bucket.tokens, limit.burst) };
    },
  };
}
