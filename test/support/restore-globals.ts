import { vi } from 'vitest';

/** Undoes mocks, fake timers and stubbed environment variables. */
export function restoreGlobals(): void {
  // Mocks first: restoring a spy on a fake timer sets the fake timer, which must not replace the real one.
  vi.restoreAllMocks();
  vi.useRealTimers();
  vi.unstubAllEnvs();
}
