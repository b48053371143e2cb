import { defineConfig } from 'vitest/config';

const major = process.versions.node.split('.')[0];

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // The SDK takes longer to load than most files take to run, so a core's worker loads it once.
    // Tests leave nothing behind for each other: time and chance are put back after each.
    pool: 'threads',
    isolate: false,
    maxWorkers: '100%',
    globalSetup: ['test/support/build-once.ts'],
    // A test that needs longer is waiting for real time, which none should.
    testTimeout: 20_000,
    reporters: process.env['CI']
      ? ['default', ['json', { outputFile: `build/test-results/node-${major}.json` }]]
      : ['default'],
  },
});
