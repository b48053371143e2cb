import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { createEmulator } from '../../src/emulator/index.js';

const library = fileURLToPath(new URL('../../dist/index.js', import.meta.url));

/** What a user's script prints and how it ends, when nothing in it ends the process. */
async function run(script: string, endpoint: string) {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    env: {
      ...process.env,
      LIBRARY: library,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'EMULATOR',
      AWS_SECRET_ACCESS_KEY: 'emulator',
      AWS_ENDPOINT_URL_SSO_ADMIN: endpoint,
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => output.push(chunk));
  const [code] = (await once(child, 'close')) as [number];
  return { code, output: Buffer.concat(output).toString() };
}

// Sockets and timers that would keep the process alive; pipes are the standard streams, and the SDK may still read a file.
const begin = `
  const { createTracker, settleRequests, waitForRequest } = await import(process.env.LIBRARY);
  const settled = () => {
    const open = process.getActiveResourcesInfo().filter((name) => !/^(PipeWrap|FSReq)/.test(name));
    console.log('left open:', open.join(', ') || 'nothing');
  };
`;

it.concurrent.each([
  ['a wait that succeeded', `await waitForRequest(ref, { timeoutMs: 600_000 }); settled();`, 300],
  [
    'a wait that timed out',
    `await settleRequests([ref], { timeoutMs: 500 }); settled();`,
    Infinity,
  ],
  [
    'a wait that was aborted in mid-call',
    `const controller = new AbortController();
     const wait = settleRequests([ref], { signal: controller.signal });
     setImmediate(() => controller.abort());
     await wait; settled();`,
    Infinity,
  ],
  [
    'a tracker that nobody stopped',
    `const tracker = createTracker();
     tracker.track(ref);
     await tracker.settled(); settled();`,
    300,
  ],
])(
  'a script exits by itself at once after %s, and nothing is written',
  async (_, wait, durationMs) => {
    const emulator = createEmulator();
    const server = await emulator.listen();
    const ref = emulator.startRequest({ kind: 'permission-set-provisioning', durationMs });

    const { code, output } = await run(
      `${begin} const ref = ${JSON.stringify(ref)}; ${wait}`,
      server.url,
    );
    await server.close();

    expect(output).toBe('left open: nothing\n');
    expect(code).toBe(0);
  },
);
