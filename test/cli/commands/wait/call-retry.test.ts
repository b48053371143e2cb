import { afterEach, describe, expect, it, vi } from 'vitest';
import { withRetries } from '../../../../src/cli/commands/wait/call-retry.js';
import {
  AccessDeniedError,
  ServiceUnavailableError,
} from '../../../../src/engine/results/errors.js';
import { useVirtualTime } from '../../../support/virtual-time.js';

const busy = new ServiceUnavailableError('Rate exceeded.');

describe('withRetries', () => {
  useVirtualTime();
  afterEach(() => expect(vi.getTimerCount()).toBe(0));

  it('retries while AWS is unavailable', async () => {
    const task = vi
      .fn<() => Promise<string>>()
      .mockRejectedValueOnce(busy)
      .mockResolvedValue('found');
    const onRetry = vi.fn<(message: string) => void>();
    const found = withRetries({ timeoutMs: 60_000, signal: never(), onRetry }, task);
    await vi.advanceTimersByTimeAsync(2_000);
    await expect(found).resolves.toBe('found');
    expect(onRetry).toHaveBeenCalledExactlyOnceWith('Rate exceeded.');
  });

  it('ends at the deadline, with the reason', async () => {
    const options = { timeoutMs: 5_000, signal: never(), onRetry: () => {} };
    const found = withRetries(options, () => Promise.reject(busy));
    const refusal = expect(found).rejects.toThrow('AWS did not respond within 5 s. Rate exceeded.');
    await vi.advanceTimersByTimeAsync(5_000);
    await refusal;
  });

  it('does not retry permanent failures', async () => {
    const denied = new AccessDeniedError('No.', { action: 'sso:ListInstances' });
    const options = { timeoutMs: 5_000, signal: never(), onRetry: () => {} };
    await expect(withRetries(options, () => Promise.reject(denied))).rejects.toBe(denied);
  });

  it('ends at once when interrupted', async () => {
    const controller = new AbortController();
    const options = { timeoutMs: 5_000, signal: controller.signal, onRetry: () => {} };
    const found = withRetries(options, () => Promise.reject(busy));
    const refusal = expect(found).rejects.toThrow('interrupted');
    await vi.advanceTimersByTimeAsync(10);
    controller.abort(new Error('interrupted'));
    await refusal;
  });
});

function never(): AbortSignal {
  return new AbortController().signal;
}
