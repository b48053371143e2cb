import { expect, it, vi } from 'vitest';
import { terraformRetries } from './terraform-retries.js';

const THROTTLE = { errorType: 'THROTTLING' } as const;

it('makes 25 attempts, with random pauses whose maximum doubles from 1 s to 20 s', async () => {
  vi.spyOn(Math, 'random').mockReturnValue(1);
  const strategy = terraformRetries();
  const pauses: number[] = [];
  let token = await strategy.acquireInitialRetryToken('');
  for (let retry = 1; retry <= 24; retry += 1) {
    token = await strategy.refreshRetryTokenForRetry(token, THROTTLE);
    pauses.push(token.getRetryDelay());
  }
  expect(pauses.slice(0, 7)).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 20_000, 20_000]);
  await expect(strategy.refreshRetryTokenForRetry(token, THROTTLE)).rejects.toThrow('No retry');
});
