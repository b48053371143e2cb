/**
 * Kills a watcher repeatedly while its webhook receiver fails and restarts. Then lets the last watcher
 * finish, and compares the received events with the requests.
 *
 *   node build/endurance/kill.js [--rounds 200] [--seed 1]
 *
 * Exits with 1 when an event was lost or wrong, or was delivered again although its acknowledgement must
 * have been stored.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createEmulator, type Emulator } from 'sso-admin-waiter/emulator';
import { randomOf } from './random.js';
import { openReceiver, type Reaction } from './receiver.js';
import { compareEvents } from './compare-events.js';
import { startWatch, type WatchProcess } from './watch-process.js';

const KINDS = [
  'permission-set-provisioning',
  'account-assignment-creation',
  'account-assignment-deletion',
] as const;

/** Started requests a second, on average. */
const LOAD = 20;

/** The time until a watcher is killed. Loading the SDK takes half a second, so some die during it. */
const LIFETIME_MS = { min: 200, max: 2_000 };

/** An acknowledgement must be stored within this time. */
const STORED_WITHIN_MS = 1_000;

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
  },
});
const rounds = Number(values.rounds);
const random = randomOf(Number(values.seed));
const state = mkdtempSync(join(tmpdir(), 'sso-admin-waiter-kill-'));
const emulator = createEmulator({
  durations: { medianMs: 1_500, sigma: 1 },
  failureRate: 0.2,
  quotas: { ratePerSecond: Infinity },
});
const { url } = await emulator.listen();
const receiver = await openReceiver(nextReaction);

const start = (): WatchProcess =>
  startWatch({
    'endpoint-url': url,
    'instance-arn': emulator.instanceArn,
    state,
    webhook: receiver.url,
    'no-stdout': true,
    since: '1h',
    'max-tps': '200',
    'log-level': 'warn',
  });

const killsMs: number[] = [];
const working = new AbortController();
const work = Promise.all([startRequests(emulator), restartReceiver()]);
for (let round = 1; round <= rounds; round += 1) {
  const watch = start();
  await pause(LIFETIME_MS.min + random() * (LIFETIME_MS.max - LIFETIME_MS.min));
  if (watch.exitCode !== null) fail(`A watcher exited by itself:\n${watch.log()}`);
  killsMs.push(Date.now());
  await watch.end('SIGKILL');
  if (round % 20 === 0) process.stdout.write(`${round} rounds\n`);
}
working.abort();
await work;

const last = start();
const result = await untilAllArrived();
const exitCode = await last.end('SIGTERM');
await receiver.close();
await emulator.close();
rmSync(state, { recursive: true });

const { expected, lost, wrong, duplicates, redelivered } = result;
process.stdout.write(
  `rounds ${rounds}, events expected ${expected}, lost ${lost.length}, wrong ${wrong.length}, ` +
    `duplicates ${duplicates}, acknowledgements lost ${redelivered.length}, ` +
    `exit code after the drain ${exitCode}\n`,
);
if (lost.length + wrong.length + redelivered.length > 0 || exitCode !== 0) {
  fail(`${JSON.stringify({ lost, wrong, redelivered })}\n${last.log().slice(-2_000)}`);
}

function nextReaction(): Reaction {
  const number = random();
  if (number < 0.8) return 'accept';
  if (number < 0.9) return 'unavailable';
  return number < 0.97 ? 'disconnect' : 'disconnect-after-accepting';
}

async function startRequests(service: Emulator): Promise<void> {
  while (!working.signal.aborted) {
    const kind = KINDS[Math.floor(random() * KINDS.length)] ?? KINDS[0];
    service.startRequest({ kind });
    await pause((2_000 / LOAD) * random());
  }
}

async function restartReceiver(): Promise<void> {
  while (!working.signal.aborted) {
    await pause(3_000 * random());
    await receiver.restart(1_000 * random());
  }
}

/** An ended request that has not arrived within 90 s is lost. */
async function untilAllArrived() {
  for (let waited = 0; ; waited += 1) {
    const comparison = compareEvents(
      emulator.requests(),
      receiver.arrivals,
      killsMs,
      STORED_WITHIN_MS,
    );
    const running = emulator.requests().some(({ status }) => status === 'IN_PROGRESS');
    if ((!running && comparison.lost.length === 0) || waited >= 90) return comparison;
    await pause(1_000);
  }
}

function fail(message: string): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
}
