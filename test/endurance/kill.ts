/**
 * Kills a watcher in the midst of its work, over and over, while its webhook receiver fails and
 * restarts too; then lets one finish, and compares what arrived with what happened.
 *
 *   node build/endurance/kill.js [--rounds 200] [--seed 1]
 *
 * Exits with 1 when an event was lost, or was wrong, or came again although its acknowledgement must
 * have been stored.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createEmulator, type Emulator } from 'sso-admin-waiter/emulator';
import { randomOf } from './random.js';
import { openReceiver, type Mood } from './receiver.js';
import { judge } from './verdict.js';
import { startWatch, type WatchProcess } from './watch-process.js';

const KINDS = [
  'permission-set-provisioning',
  'account-assignment-creation',
  'account-assignment-deletion',
] as const;

/** Requests started a second, on average. */
const LOAD = 20;

/** A watcher that begins lives for so long; those that load the SDK for half a second die in it. */
const LIFE_MS = { least: 200, most: 2_000 };

/** So long after it an acknowledgement must have been stored. */
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
const receiver = await openReceiver(moodOf);

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
  await pause(LIFE_MS.least + random() * (LIFE_MS.most - LIFE_MS.least));
  if (watch.exitCode !== null) fail(`A watcher ended by itself:\n${watch.log()}`);
  killsMs.push(Date.now());
  await watch.end('SIGKILL');
  if (round % 20 === 0) process.stdout.write(`${round} rounds\n`);
}
working.abort();
await work;

const last = start();
const verdict = await untilAllArrived();
const exitCode = await last.end('SIGTERM');
await receiver.close();
await emulator.close();
rmSync(state, { recursive: true });

const { expected, lost, wrong, duplicates, forgotten } = verdict;
process.stdout.write(
  `rounds ${rounds}, events expected ${expected}, lost ${lost.length}, wrong ${wrong.length}, ` +
    `duplicates ${duplicates}, acknowledgements forgotten ${forgotten.length}, ` +
    `exit code after the drain ${exitCode}\n`,
);
if (lost.length + wrong.length + forgotten.length > 0 || exitCode !== 0) {
  fail(`${JSON.stringify({ lost, wrong, forgotten })}\n${last.log().slice(-2_000)}`);
}

function moodOf(): Mood {
  const dice = random();
  if (dice < 0.8) return 'take';
  if (dice < 0.9) return 'refuse';
  return dice < 0.97 ? 'hang-up' : 'hang-up-after-taking';
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
    const found = judge(emulator.requests(), receiver.arrivals, killsMs, STORED_WITHIN_MS);
    const running = emulator.requests().some(({ status }) => status === 'IN_PROGRESS');
    if ((!running && found.lost.length === 0) || waited >= 90) return found;
    await pause(1_000);
  }
}

function fail(message: string): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
}
