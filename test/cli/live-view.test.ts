import { spawnSync } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { MAIN, startCli } from './support/cli.js';
import { setUpEmulated, type Emulated } from './support/emulated.js';

const emulated = setUpEmulated();

/** `script` of util-linux runs a command in a new terminal. */
const SCRIPT = 'script';
const canScript = spawnSync(SCRIPT, ['--version'], { encoding: 'utf8' }).stdout?.includes(
  'util-linux',
);

describe.skipIf(!canScript).concurrent('in a terminal', () => {
  it('draws while it waits, keeps finished requests, and restores the cursor', async () => {
    const { emulator, env } = await emulated();
    const kind = 'permission-set-provisioning';
    // One never ends, so that the drawing does not depend on when the command starts.
    const ids = [0, Infinity].map(
      (durationMs) => emulator.startRequest({ kind, durationMs }).requestId,
    );
    const output = await inTerminal(['wait', ...ids, '--timeout', '2s'], { ...env, TERM: 'xterm' });
    expect(output).toMatch(/0 of 2 ended · 0s/);
    expect(output).toMatch(/1 of 2 ended · 1 succeeded/);
    const afterwards = output.slice(output.indexOf('\u001B[?25h'));
    expect(afterwards).toMatch(/1 succeeded, 1 timed out of 2 in /);
    expect(afterwards).not.toContain(' of 2 ended');
  });

  it('writes no colours with NO_COLOR', async () => {
    const { emulator, env } = await emulated();
    const { requestId } = emulator.startRequest({
      kind: 'permission-set-provisioning',
      durationMs: 100,
    });
    const variables = { ...env, TERM: 'xterm', NO_COLOR: '1' };
    const output = await inTerminal(['wait', requestId, '--no-progress'], variables);
    expect(output).not.toContain('\u001B');
    expect(output).toMatch(/^SUCCEEDED/m);
  });
});

describe.concurrent('with streams that are one terminal', () => {
  it.each(['text', 'json'])('shows each result once, with its reason: %s', async (format) => {
    const { emulator, run } = await emulated();
    const { requestId } = emulator.startRequest({
      kind: 'account-assignment-creation',
      durationMs: 0,
      failureReason: 'Received a 404 status error: the GROUP assignee was not found in directory',
    });
    const args = ['wait', requestId, '--kind', 'account-assignment-creation', '--output', format];
    const output = await onScreen(run, args, { TERM: 'xterm' });
    const results = format === 'text' ? /^FAILED/gm : /"status": ?"FAILED"/g;
    const shown = stripVTControlCharacters(output);
    expect(shown.match(results)).toHaveLength(1);
    if (format === 'text') expect(shown).toMatch(/^ {4}Received a 404 status error: the GROUP/m);
  });

  it('draws no frame over events on the same screen', async () => {
    const { emulator, run } = await emulated();
    const { requestId } = emulator.startRequest({
      kind: 'permission-set-provisioning',
      durationMs: 300,
    });
    const args = ['wait', requestId, '--output', 'ndjson'];
    const output = await onScreen(run, args, { TERM: 'xterm' });
    expect(output).not.toContain('\u001B');
    expect(output.match(/^\{"type":"succeeded",.*\}\r?$/gm)).toHaveLength(1);
  });

  it('draws nothing in a dumb terminal', async () => {
    const { emulator, run } = await emulated();
    const { requestId } = emulator.startRequest({
      kind: 'permission-set-provisioning',
      durationMs: 100,
    });
    const output = await onScreen(run, ['wait', requestId], { TERM: 'dumb' });
    expect(output).not.toContain('\u001B');
    expect(output).toMatch(/^SUCCEEDED/m);
  });
});

async function inTerminal(args: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  const command = ['stty cols 100 rows 20;', process.execPath, MAIN, ...args].join(' ');
  const { result } = startCli(['-qec', command, '/dev/null'], env, [SCRIPT]);
  return (await result).stdout;
}

/** The output of both streams in a terminal of 100 columns. */
async function onScreen(
  run: Emulated['run'],
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<string> {
  const { stdout, stderr } = await run(args, { env, columns: 100 });
  return `${stdout}${stderr}`;
}
