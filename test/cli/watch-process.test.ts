import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { startCli, type RunningCli } from './support/cli.js';
import { setUpEmulated, type Emulated } from './support/emulated.js';
import { provision } from './support/provision.js';

const emulated = setUpEmulated();

const folder = mkdtempSync(join(tmpdir(), 'sso-admin-waiter-'));
afterAll(() => rmSync(folder, { recursive: true }));

const watchers: RunningCli[] = [];
// A failed test would leave its watcher running.
afterEach(() => {
  for (const { child } of watchers.splice(0)) child.kill('SIGKILL');
});

const WATCHING = /"msg":"watching"/;

describe('watch, as a process', () => {
  it('writes events of requests from any client, and ends with 0 at SIGTERM', async () => {
    const world = await emulated({ durations: { medianMs: 200, sigma: 0 } });
    const lasting = startEndless(world);
    const watching = startWatch(world, 'any-client');
    const lines = linesOf(watching);
    expect(await lines.next()).toEqual({ type: 'discovered', requestId: lasting });

    const requestId = await provision(world);
    const seen = [await lines.next()];
    // The request may have ended before it was seen in progress.
    if (seen[0]?.type === 'discovered') seen.push(await lines.next());
    expect(seen.at(-1)).toEqual({ type: 'succeeded', requestId });

    watching.child.kill('SIGTERM');
    const { code, stderr } = await watching.result;
    expect(code).toBe(0);
    expect(messagesOf(stderr)).toEqual(
      expect.arrayContaining(['watching', 'the request succeeded', 'stopped watching']),
    );
  });

  it('3: another watcher uses the state', async () => {
    const world = await emulated();
    const watching = startWatch(world, 'locked');
    await watching.wrote(WATCHING);
    const { code, stdout, stderr } = await world.run([
      'watch',
      '--state',
      join(folder, 'locked'),
      '--log-level',
      'silent',
    ]);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toMatch(/^error: The state folder .* is in use by another watcher\. Stop .*\n$/);
    watching.child.kill('SIGINT');
    expect((await watching.result).code).toBe(0);
  });

  it('141: its output was closed, and the next start delivers the pending events', async () => {
    const world = await emulated();
    const requestId = startEndless(world);
    const watching = startWatch(world, 'closed', ['--drain-timeout', '100ms']);
    watching.child.stdout.destroy();
    const [code] = await once(watching.child, 'close');
    expect(code).toBe(141);

    const again = startWatch(world, 'closed');
    expect(await linesOf(again).next()).toEqual({ type: 'discovered', requestId });
    again.child.kill('SIGTERM');
    expect((await again.result).code).toBe(0);
  });

  it('reloads its config at SIGHUP, and keeps the old one when the new one is invalid', async () => {
    const world = await emulated();
    const config = join(folder, 'watch.json');
    const write = (file: object) => writeFileSync(config, JSON.stringify(file));
    write({ listen: '0', state: 'reloaded' });
    const watching = start(['watch', '--config', config], world.env);
    await watching.wrote(WATCHING);

    write({ listn: '0' });
    watching.child.kill('SIGHUP');
    await watching.wrote(/listn is not known\. Did you mean listen\?.*keeping the old one/);

    write({ listen: '0', state: 'reloaded', instances: [{ name: 'renamed' }] });
    watching.child.kill('SIGHUP');
    await watching.wrote(/restarting with it[^]*"instances":\["renamed"\][^]*"watching"/);
    const requestId = startEndless(world);
    expect(await linesOf(watching).next()).toEqual({ type: 'discovered', requestId });

    watching.child.kill('SIGTERM');
    const { code, stderr } = await watching.result;
    expect(code).toBe(0);
    // The page is served by the new watcher, on the same port.
    expect(new Set(stderr.match(/http:\/\/127\.0\.0\.1:\d+(?=")/g)).size).toBe(1);
  });
});

function startEndless({ emulator }: Emulated): string {
  const kind = 'account-assignment-creation';
  return emulator.startRequest({ kind, durationMs: Infinity }).requestId;
}

function start(args: readonly string[], env: NodeJS.ProcessEnv): RunningCli {
  const running = startCli(args, env);
  watchers.push(running);
  return running;
}

function startWatch({ env }: Emulated, state: string, flags: readonly string[] = []): RunningCli {
  return start(['watch', '--state', join(folder, state), ...flags], env);
}

/** Reads events from standard output. */
function linesOf({ child }: RunningCli) {
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  return {
    next: async (): Promise<{ readonly type: string; readonly requestId: string }> => {
      const { value } = await lines.next();
      const { type, requestId } = JSON.parse(String(value));
      return { type, requestId };
    },
  };
}

function messagesOf(stderr: string): unknown[] {
  return stderr
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).msg);
}
