import { readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEmulator, type ListeningEmulator } from '../src/emulator/index.js';
import type { RequestRef } from '../src/index.js';
import { emulatorEnv, runScript } from './support/run-script.js';
import { startScript } from './support/start-script.js';

const built = (name: string) =>
  fileURLToPath(new URL(`../build/examples/${name}.js`, import.meta.url));

const emulator = createEmulator({ durations: { medianMs: 300, sigma: 0.2 } });
let server: ListeningEmulator;
beforeAll(async () => {
  server = await emulator.listen();
});
afterAll(() => server.close());

const runExample = (name: string, env: Record<string, string> = {}) =>
  runScript([built(name)], server.url, {
    INSTANCE_ARN: emulator.instanceArn,
    PERMISSION_SET_ARN: emulator.permissionSetArn,
    GROUP_ID: '9067f1a2b3-5f2c1d3e-6a7b-4c8d-9e0f-1a2b3c4d5e6f',
    ACCOUNT_ID: '444455556666',
    ACCOUNT_IDS: '444455556666,777788889999',
    ...env,
  });

describe.concurrent('examples', () => {
  it('await-in-script', async () => {
    const run = await runExample('await-in-script');
    expect(run.stdout).toMatch(/^SUCCEEDED in 444455556666 after \d+ s\n$/);
    expect(run).toMatchObject({ code: 0, stderr: '' });
  });

  it('typed-events', async () => {
    const kind = 'account-assignment-deletion';
    const started: RequestRef[] = [];
    // They start when the example has, so that they are still in progress when it looks.
    const busy = createEmulator({
      onCall: ({ operation }) => {
        if (operation !== 'ListInstances') return;
        started.push(busy.startRequest({ kind, durationMs: 4_000 }));
        started.push(busy.startRequest({ kind, durationMs: 4_000, failureReason: 'Too bad.' }));
      },
    });
    const listening = await busy.listen();
    const run = await runScript([built('typed-events')], listening.url);
    await listening.close();
    expect(run.stdout.split('\n').toSorted()).toEqual(
      [
        '',
        `${started[0]?.requestId} succeeded`,
        `${started[1]?.requestId} failed (other): Too bad.`,
      ].toSorted(),
    );
    expect(run).toMatchObject({ code: 0, stderr: '' });
  });

  it('in-ci', async () => {
    const run = await runExample('in-ci');
    expect(run).toEqual({
      code: 0,
      stdout: '444455556666: assigned\n777788889999: assigned\n',
      stderr: '',
    });
  });

  it('sdk-waiter', async () => {
    const run = await runExample('sdk-waiter');
    expect(run).toEqual({ code: 0, stdout: 'SUCCESS SUCCEEDED\n', stderr: '' });
  });

  it('your-own-tests', async () => {
    const run = await runExample('your-own-tests');
    expect(run).toEqual({
      code: 0,
      stdout: 'not-found Received a 404 status error: Assignment not found.\n',
      stderr: '',
    });
  });

  it('watch-as-library', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'watch-as-library-'));
    const kind = 'account-assignment-creation';
    const started: RequestRef[] = [];
    // It starts when the example has: what ended before is the past.
    const watched = createEmulator({
      onCall: ({ operation }) => {
        if (operation !== 'ListInstances') return;
        started.push(watched.startRequest({ kind, durationMs: 3_000, failureReason: 'Too bad.' }));
      },
    });
    const listening = await watched.listen();
    const script = startScript([built('watch-as-library')], {
      ...emulatorEnv(listening.url),
      STATE_FOLDER: folder,
    });
    await script.line(/^ticket/);
    await script.line(/FAILED$/);
    const { code, stdout, stderr } = await script.stop();
    await listening.close();
    await rm(folder, { recursive: true });
    expect(stdout.trim().split('\n')).toEqual(
      expect.arrayContaining([
        `${started[0]?.requestId} IN_PROGRESS`,
        `${started[0]?.requestId} FAILED`,
        expect.stringMatching(/^ticket [0-9a-f]{32}: Too bad\.$/),
      ]),
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it.each([
    [300, '{"done":true,"status":"SUCCEEDED"}'],
    [Infinity, '{"done":false,"status":"IN_PROGRESS"}'],
  ])('lambda, for a request of %d ms', async (durationMs, answer) => {
    const ref = emulator.startRequest({ kind: 'permission-set-provisioning', durationMs });
    const script = `
      const { handler } = await import(process.env.EXAMPLE);
      const context = { getRemainingTimeInMillis: () => 4_000 };
      console.log(JSON.stringify(await handler(${JSON.stringify(ref)}, context)));
    `;
    const run = await runScript(['--input-type=module', '--eval', script], server.url, {
      EXAMPLE: built('lambda'),
    });
    expect(run).toEqual({ code: 0, stdout: `${answer}\n`, stderr: '' });
  });

  it('cdk-is-complete', async () => {
    const ref = emulator.startRequest({ kind: 'permission-set-provisioning', durationMs: 100 });
    const script = `
      const { isComplete } = await import(process.env.EXAMPLE);
      console.log(JSON.stringify(await isComplete(${JSON.stringify(ref)})));
    `;
    const run = await runScript(['--input-type=module', '--eval', script], server.url, {
      EXAMPLE: built('cdk-is-complete'),
    });
    expect(run).toEqual({ code: 0, stdout: '{"IsComplete":true}\n', stderr: '' });
  });
});

it('runs every example there is', () => {
  const examples = readdirSync(new URL('../examples', import.meta.url))
    .filter((name) => name.endsWith('.ts'))
    .map((name) => name.replace('.ts', ''));
  expect(examples.toSorted()).toEqual([
    'await-in-script',
    'cdk-is-complete',
    'in-ci',
    'lambda',
    'sdk-waiter',
    'typed-events',
    'watch-as-library',
    'your-own-tests',
  ]);
});
