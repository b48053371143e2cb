/**
 * Two thousand requests end within ten seconds, and the webhook receiver takes 200 ms for each event. All
 * events must arrive, and memory must stay bounded.
 *
 *   node build/endurance/overload.js [--max-tps 5]
 *
 * Exits with 1 when an event was lost or wrong, or the watcher used 200 MB or more.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createEmulator } from 'sso-admin-waiter/emulator';
import { randomOf } from './random.js';
import { openReceiver } from './receiver.js';
import { compareEvents } from './compare-events.js';
import { startWatch } from './watch-process.js';

const REQUESTS = 2_000;
const MAX_MEMORY_BYTES = 200_000_000;

const { values } = parseArgs({ options: { 'max-tps': { type: 'string', default: '5' } } });
const random = randomOf(1);
const state = mkdtempSync(join(tmpdir(), 'sso-admin-waiter-overload-'));
const emulator = createEmulator({
  durations: () => 10_000 + 10_000 * random(),
  failureRate: 0.1,
  quotas: { ratePerSecond: Infinity },
});
const { url } = await emulator.listen();
const receiver = await openReceiver(() => 'accept', 200);
const watch = startWatch({
  'endpoint-url': url,
  'instance-arn': emulator.instanceArn,
  state,
  webhook: receiver.url,
  'no-stdout': true,
  'max-tps': values['max-tps'],
  'log-level': 'warn',
});
const startedAtMs = Date.now();
// The watcher reports only requests that start after it.
await pause(3_000);
for (let started = 0; started < REQUESTS; started += 1) {
  emulator.startRequest({ kind: 'permission-set-provisioning' });
}

let result = compareEvents(emulator.requests(), receiver.arrivals, [], 0);
while (result.lost.length > 0 && Date.now() - startedAtMs < 900_000 && watch.exitCode === null) {
  await pause(500);
  result = compareEvents(emulator.requests(), receiver.arrivals, [], 0);
}
const seconds = Math.round((Date.now() - startedAtMs) / 1_000);
const memory = watch.exitCode === null ? watch.peakMemory() : Number.NaN;
await watch.end('SIGTERM');
await receiver.close();
await emulator.close();
rmSync(state, { recursive: true });

const { expected, lost, wrong, duplicates } = result;
process.stdout.write(
  `events expected ${expected}, lost ${lost.length}, wrong ${wrong.length}, ` +
    `duplicates ${duplicates}, ${Math.round(memory / 1e6)} MB at most, ${seconds} s\n`,
);
if (lost.length + wrong.length + duplicates > 0 || !(memory < MAX_MEMORY_BYTES)) {
  process.stderr.write(watch.log());
  process.exitCode = 1;
}
