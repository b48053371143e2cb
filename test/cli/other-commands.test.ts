import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { bareEnv, emulatorEnv, MAIN, runCli, startCli } from './support/cli.js';
import { emulated } from './support/emulated.js';

describe.concurrent('help and usage errors', () => {
  const folder = installWithoutSdk();
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each([
    [['--help'], 0, /Usage: sso-admin-waiter/],
    [['wait', '--help'], 0, /Exit codes:/],
    [['watch', '--help'], 0, /Exit codes:/],
    [['watch', '--config', 'none.json'], 2, /Cannot read none\.json \(--config\)/],
    [['--version'], 0, /^\d+\.\d+\.\d+\n$/],
    [['wait'], 2, /No request was named/],
    [['wait', '-'], 2, /Standard input contains no request/],
    [['wiat'], 2, /Did you mean wait/],
  ])('%j works without the SDK, the store and the loggers', async (args, code, message) => {
    const main = join(folder, 'dist/cli/main.js');
    const { result: running } = startCli(args, bareEnv(), '', [process.execPath, main]);
    const result = await running;
    expect(result.code).toBe(code);
    expect(code === 0 ? result.stdout : result.stderr).toMatch(message);
  });
});

describe.concurrent('list', () => {
  it('text: a table, newest first', async () => {
    const { emulator, env } = await emulated();
    emulator.startRequest({ kind: 'permission-set-provisioning', durationMs: 0 });
    emulator.startRequest({ kind: 'account-assignment-creation', durationMs: Infinity });
    const { code, stdout } = await runCli(['list'], env);
    expect(code).toBe(0);
    const lines = stdout.trimEnd().split('\n');
    expect(lines[0]).toMatch(/^STATUS +KIND +REQUEST ID +CREATED$/);
    expect(
      lines
        .slice(1)
        .map((line) => line.split(/ +/).slice(0, 2))
        .sort((one, other) => String(one).localeCompare(String(other))),
    ).toEqual([
      ['IN_PROGRESS', 'account-assignment-creation'],
      ['SUCCEEDED', 'permission-set-provisioning'],
    ]);
  });

  it('takes kind, status, limit and details', async () => {
    const { emulator, env } = await emulated();
    const failed = {
      kind: 'account-assignment-deletion',
      durationMs: 0,
      failureReason: 'Why',
    } as const;
    for (let count = 0; count < 3; count += 1) emulator.startRequest(failed);
    emulator.startRequest({ kind: 'account-assignment-deletion', durationMs: 0 });
    const flags = '--kind account-assignment-deletion --status failed --limit 2 --details -o json';
    const { stdout } = await runCli(['list', ...flags.split(' ')], env);
    expect(JSON.parse(stdout)).toEqual(
      Array(2).fill(
        expect.objectContaining({
          status: 'FAILED',
          failureReason: 'Why',
          accountId: '444455556666',
        }),
      ),
    );
  });

  it('says when there is nothing', async () => {
    const { env } = await emulated();
    const { code, stdout, stderr } = await runCli(['list', '-o', 'json'], env);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '[]\n' });
    expect(stderr).toBe('AWS lists no matching requests.\n');
  });

  it('3: denied, in one clean line', async () => {
    const { emulator, env } = await emulated();
    emulator.addFault({ fault: 'access-denied' });
    const { code, stdout, stderr } = await runCli(['list'], env);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toMatch(/^error: Access denied to sso:ListInstances.*\n$/);
  });
});

describe.concurrent('emulate', () => {
  it('prints how to use it, works, and ends with a signal', async () => {
    const { child, result } = startCli(['emulate', '--median', '100ms'], bareEnv());
    const greeting = await new Promise<string>((resolve) => {
      child.stdout.once('data', (data) => resolve(String(data)));
    });
    const url = /AWS_ENDPOINT_URL_SSO_ADMIN=(\S+)/.exec(greeting)?.[1] ?? '';
    expect(greeting).toContain('aws sso-admin provision-permission-set');
    const listed = await runCli(['list'], emulatorEnv(url));
    expect(listed.code).toBe(0);
    child.kill('SIGINT');
    expect((await result).code).toBe(0);
  });

  it('2: the port is taken', async () => {
    const { url } = await emulated();
    const { code, stderr } = await runCli(['emulate', '--port', new URL(url).port]);
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /^error: Cannot listen on 127\.0\.0\.1, port \d+ \(--host, --port\)\. .*choose another port/,
    );
  });
});

/** A copy of what is published, beside which only commander is installed: no SDK, no pino. */
function installWithoutSdk(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sso-admin-waiter-'));
  const root = dirname(dirname(dirname(MAIN)));
  cpSync(join(root, 'dist'), join(folder, 'dist'), { recursive: true });
  cpSync(join(root, 'package.json'), join(folder, 'package.json'));
  mkdirSync(join(folder, 'node_modules'));
  for (const name of ['commander', 'valibot']) {
    symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name));
  }
  return folder;
}
