import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/build-once.ts'],
    // A test that needs longer is waiting for real time, which none should.
    testTimeout: 20_000,
  },
});
