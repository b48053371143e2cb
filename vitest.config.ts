import { defineConfig } from 'vitest/config';

const major = process.versions.node.split('.')[0];

export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'shared',
          include: ['test/**/*.test.ts'],
          exclude: ['test/**/*.isolated.test.ts'],
          // The SDK takes longer to load than most files take to run, so each worker loads it once.
          // test/support/setup-file.ts restores what tests change, such as time and randomness.
          isolate: false,
        },
      },
      {
        extends: true,
        // These replace modules, which other files must not get to see.
        test: { name: 'isolated', include: ['test/**/*.isolated.test.ts'], isolate: true },
      },
    ],
    pool: 'threads',
    maxWorkers: '100%',
    // The SDK reads its settings from `process.env`: fake credentials, and none of the user's files.
    env: {
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'emulated',
      AWS_SECRET_ACCESS_KEY: 'emulated',
      AWS_SESSION_TOKEN: 'IQoJb3JpZ2luX2VjEJf+aVerySecretSessionToken',
      AWS_CONFIG_FILE: '/nonexistent',
      AWS_SHARED_CREDENTIALS_FILE: '/nonexistent',
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    },
    globalSetup: ['test/support/build-once.ts'],
    setupFiles: ['test/support/setup-file.ts'],
    // A test that needs longer is waiting for real time, which none should.
    testTimeout: 20_000,
    reporters: process.env['CI']
      ? ['default', ['json', { outputFile: `build/test-results/node-${major}.json` }]]
      : ['default'],
  },
});
