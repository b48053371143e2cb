/**
 * Two thousand requests that end within ten seconds, and a webhook receiver that takes 200 ms for
 * each: everything must arrive, in bounded memory.
 *
 *   node build/endurance/overload.js [--max-tps 5]
 *
 * Exits with 1 when an event was lost or wrong, or the watcher took 200 MB or more.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createEmulator } from 'sso-admin-waiter/emulator';
import { randomOf } from './random.js';
import { openReceiver } from './receiver.js';
import { judge } from './verdict.js';
import { startWatch } from './watch-process.js';

const REQUESTS = 2_000;
const MOST_MEMORY = 200_000_000;

const { values } = parseArgs({ options: { 'max-tps': { type: 'string', default: '5' } } });
const random = randomOf(1);
const state = mkdtempSync(join(tmpdir(), 'sso-admin-waiter-overload-'));
const emulator = createEmulator({
  durations: () => 10_000 + 10_000 * random(),
  failureRate: 0.1,
  quotas: { ratePerSecond: Infinity },
});
const { url } = await emulator.listen();
const receiver = await openReceiver(() => 'take', 200);
const watch = startWatch({
  'endpoint-url': url,
  'instance-arn': emulator.instanceArn,
  state,
  webhook: receiver.url,
  'no-stdout': true,
  'max-tps': values['max-tps'],
  'log-level': 'warn',
});
const beganMs = Date.now();
// Only what is started while it watches is its business.
await pause(3_000);
for (let started = 0; started < REQUESTS; started += 1) {
  emulator.startRequest({ kind: 'permission-set-provisioning' });
}

let verdict = judge(emulator.requests(), receiver.arrivals, [], 0);
while (verdict.lost.length > 0 && Date.now() - beganMs < 900_000 && watch.exitCode === null) {
  await pause(500);
  verdict = judge(emulator.requests(), receiver.arrivals, [], 0);
}
const seconds = Math.round((Date.now() - beganMs) / 1_000);
const memory = watch.exitCode === null ? watch.peakMemory() : Number.NaN;
await watch.end('SIGTERM');
await receiver.close();
await emulator.close();
rmSync(state, { recursive: true });

const { expected, lost, wrong, duplicates } = verdict;
process.stdout.write(
  `events expected ${expected}, lost ${lost.length}, wrong ${wrong.length}, ` +
    `duplicates ${duplicates}, ${Math.round(memory / 1e6)} MB at most, ${seconds} s\n`,
);
if (lost.length + wrong.length + duplicates > 0 || !(memory < MOST_MEMORY)) {
  process.stderr.write(watch.log());
  process.exitCode = 1;
}
