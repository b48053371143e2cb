import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { createEmulator } from '../../src/emulator/index.js';
import { runScript } from '../support/run-script.js';

const library = fileURLToPath(new URL('../../dist/index.js', import.meta.url));

// Prints sockets and timers that keep the process alive. Pipes are the standard streams; the SDK may still read a file.
const begin = `
  const { createTracker, settleRequests, waitForRequest } = await import(process.env.LIBRARY);
  const settled = async () => {
    // Closed resources disappear in a later turn of the event loop.
    for (let turn = 0; turn < 3; turn += 1) await new Promise(setImmediate);
    const open = process.getActiveResourcesInfo().filter((name) => !/^(PipeWrap|FSReq)/.test(name));
    console.log('left open:', open.join(', ') || 'nothing');
  };
`;

it.concurrent.each([
  [
    'a wait that succeeded',
    `await waitForRequest(ref, { timeoutMs: 600_000 }); await settled();`,
    300,
  ],
  [
    'a wait that timed out',
    `await settleRequests([ref], { timeoutMs: 500 }); await settled();`,
    Infinity,
  ],
  [
    'a wait that was aborted during a call',
    `const controller = new AbortController();
     const wait = settleRequests([ref], { signal: controller.signal });
     setImmediate(() => controller.abort());
     await wait; await settled();`,
    Infinity,
  ],
  [
    'a tracker that was not stopped',
    `const tracker = createTracker();
     tracker.track(ref);
     await tracker.settled(); await settled();`,
    300,
  ],
])('a script exits by itself at once after %s, and writes nothing', async (_, wait, durationMs) => {
  const emulator = createEmulator();
  const server = await emulator.listen();
  const ref = emulator.startRequest({ kind: 'permission-set-provisioning', durationMs });

  const script = `${begin} const ref = ${JSON.stringify(ref)}; ${wait}`;
  const run = await runScript(['--input-type=module', '--eval', script], server.url, {
    LIBRARY: library,
  });
  await server.close();

  expect(run).toEqual({ code: 0, stdout: 'left open: nothing\n', stderr: '' });
});
