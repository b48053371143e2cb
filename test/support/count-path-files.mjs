// Counts the source files that run during one wait, and from a list row to its webhook. `--list` prints
// them. Exits with 1 when a count exceeds its limit.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { Session } from 'node:inspector/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { SSOAdminClient } from '@aws-sdk/client-sso-admin';

// The SDK warns about Node 20, which this package supports.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

const write = (line) => process.stdout.write(`${line}\n`);

const LIMITS = { wait: 30, delivery: 50 };

const dist = new URL('../../dist/', import.meta.url);
const { waitForRequest } = await import(new URL('index.js', dist).href);
const { createEmulator } = await import(new URL('emulator/index.js', dist).href);
const { createWatcher, createWebhookSink } = await import(new URL('watcher/index.js', dist).href);

const session = new Session();
session.connect();
await session.post('Profiler.enable');

/** The files with a function that ran during `run`, by V8's coverage, without the emulator. */
async function filesDuring(run) {
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
  await run();
  const { result } = await session.post('Profiler.takePreciseCoverage');
  await session.post('Profiler.stopPreciseCoverage');
  // The function without a name at offset 0 is the body of a module.
  const ran = ({ functionName, ranges: [range] }) =>
    range.count > 0 && !(functionName === '' && range.startOffset === 0);
  return result
    .filter(({ url, functions }) => url.startsWith(dist.href) && functions.some(ran))
    .map(({ url }) => url.slice(dist.href.length))
    .filter((file) => !file.startsWith('emulator/'))
    .toSorted();
}

const emulator = createEmulator();
const client = new SSOAdminClient({ ...emulator.clientConfig(), maxAttempts: 1 });
const start = () =>
  emulator.startRequest({ kind: 'permission-set-provisioning', durationMs: 1_500 });

// Started before the count, because the emulator starts requests.
const started = start();
const wait = await filesDuring(() => waitForRequest(started, { client }));

const receiver = createServer((request, response) => {
  request.resume().on('end', () => response.writeHead(204).end());
});
await once(receiver.listen(0, '127.0.0.1'), 'listening');
const url = `http://127.0.0.1:${receiver.address().port}/`;
const watcher = createWatcher({
  instances: [{ client, instanceArn: emulator.instanceArn }],
  sinks: [createWebhookSink({ url })],
});
await watcher.start();
const delivered = once(receiver, 'request');
start();
const delivery = await filesDuring(async () => {
  await delivered;
  // Time for the response to reach the sink.
  await delay(500);
});
await watcher.stop();
receiver.close();

const counts = { wait, delivery };
for (const [name, files] of Object.entries(counts)) {
  write(`${name}: ${files.length} files, limit ${LIMITS[name]}`);
  if (process.argv.includes('--list')) write(files.map((file) => `  ${file}`).join('\n'));
  if (files.length > LIMITS[name]) process.exitCode = 1;
}
session.disconnect();
