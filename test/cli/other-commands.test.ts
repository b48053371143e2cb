import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { bareEnv, MAIN, startCli } from './support/cli.js';
import { setUpEmulated } from './support/emulated.js';
import { runInProcess, startInProcess, type InProcessOptions } from './support/run-in-process.js';

const emulated = setUpEmulated();

type Program = Required<Pick<InProcessOptions, 'runMain'>>;

describe.concurrent('help and usage errors', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sso-admin-waiter-'));
  const installed = installWithoutSdk(folder);
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each([
    [['--help'], 0, /Usage: sso-admin-waiter/],
    [['wait', '--help'], 0, /Exit codes:/],
    [['watch', '--help'], 0, /Exit codes:/],
    [['watch', '--config', 'none.json'], 2, /Cannot read none\.json \(--config\)/],
    [['wait'], 2, /No request was named/],
    [['wait', '-'], 2, /Standard input contains no request/],
    [['wiat'], 2, /Did you mean wait/],
  ])('%j works without the SDK, the store and the loggers', async (args, code, message) => {
    const { runMain } = (await import(`${installed}/dist/cli/run-main.js`)) as Program;
    const result = await runInProcess(args, { runMain });
    expect(result.code).toBe(code);
    expect(code === 0 ? result.stdout : result.stderr).toMatch(message);
  });

  it('the installed command works without the SDK, the store and the loggers', async () => {
    const main = join(installed, 'dist/cli/main.js');
    const { result } = startCli(['--version'], bareEnv(), [process.execPath, main]);
    expect(await result).toEqual({
      code: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
      stderr: '',
    });
  });

  it('other commands fail there, because the SDK is missing', async () => {
    const { runMain } = (await import(`${installed}/dist/cli/run-main.js`)) as Program;
    const { stderr } = await runInProcess(['list'], { runMain });
    expect(stderr).toMatch(/Cannot find package '@aws-sdk/);
  });
});

describe.concurrent('list', () => {
  it('text: a table, newest first', async () => {
    const { emulator, run } = await emulated();
    emulator.startRequest({ kind: 'permission-set-provisioning', durationMs: 0 });
    emulator.startRequest({ kind: 'account-assignment-creation', durationMs: Infinity });
    const { code, stdout } = await run(['list']);
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

  it('applies kind, status, limit and details', async () => {
    const { emulator, run } = await emulated();
    const failed = {
      kind: 'account-assignment-deletion',
      durationMs: 0,
      failureReason: 'Why',
    } as const;
    for (let count = 0; count < 3; count += 1) emulator.startRequest(failed);
    emulator.startRequest({ kind: 'account-assignment-deletion', durationMs: 0 });
    const flags = '--kind account-assignment-deletion --status failed --limit 2 --details -o json';
    const { stdout } = await run(['list', ...flags.split(' ')]);
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

  it('reports that there are no requests', async () => {
    const { run } = await emulated();
    const { code, stdout, stderr } = await run(['list', '-o', 'json']);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '[]\n' });
    expect(stderr).toBe('AWS lists no matching requests.\n');
  });

  it('3: access denied, in one line', async () => {
    const { emulator, run } = await emulated();
    emulator.addFault({ fault: 'access-denied' });
    const { code, stdout, stderr } = await run(['list']);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toMatch(/^error: Access denied to sso:ListInstances.*\n$/);
  });
});

describe.concurrent('emulate', () => {
  it('prints its usage, answers calls, and ends with 0 at SIGINT', async () => {
    const { printed, signal, result } = startInProcess(['emulate', '--median', '100ms']);
    const greeting = await printed(/aws sso-admin/);
    const url = /AWS_ENDPOINT_URL_SSO_ADMIN=(\S+)/.exec(greeting)?.[1] ?? '';
    expect(greeting).toContain('aws sso-admin provision-permission-set');
    const listed = await runInProcess(['list', '--endpoint-url', url]);
    expect(listed.code).toBe(0);
    signal('SIGINT');
    expect((await result).code).toBe(0);
  });

  it('2: the port is taken', async () => {
    const { url } = await emulated();
    const { code, stderr } = await runInProcess(['emulate', '--port', new URL(url).port]);
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /^error: Cannot listen on 127\.0\.0\.1, port \d+ \(--host, --port\)\. .*choose another port/,
    );
  });
});

/** Installs the package in `folder` with only the dependencies that help and usage errors need. */
function installWithoutSdk(folder: string): string {
  const root = dirname(dirname(dirname(MAIN)));
  const modules = join(folder, 'node_modules');
  // In `node_modules`, so that Node loads and resolves it, not vitest.
  const installed = join(modules, 'sso-admin-waiter');
  cpSync(join(root, 'dist'), join(installed, 'dist'), { recursive: true });
  cpSync(join(root, 'package.json'), join(installed, 'package.json'));
  for (const name of ['commander', 'valibot']) {
    symlinkSync(join(root, 'node_modules', name), join(modules, name));
  }
  return installed;
}
