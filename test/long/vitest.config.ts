import { defineConfig } from 'vitest/config';

/** Tests that run for minutes: `npm run test:long`. */
export default defineConfig({
  test: {
    include: ['test/long/*.long.ts'],
    setupFiles: ['test/support/setup-file.ts'],
    testTimeout: 900_000,
  },
});
