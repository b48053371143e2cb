import { defineConfig } from 'vitest/config';

const major = process.versions.node.split('.')[0];

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/build-once.ts'],
    // A test that needs longer is waiting for real time, which none should.
    testTimeout: 20_000,
    reporters: process.env['CI']
      ? ['default', ['json', { outputFile: `build/test-results/node-${major}.json` }]]
      : ['default'],
  },
});
