import { describe, expect, it } from 'vitest';
import { KINDS, REQUEST_KINDS } from '../../src/engine/requests/kinds.js';
import { HOSTILE } from './terminal/support.js';
import { runCli, startCli } from './support/cli.js';
import { emulated, type Emulated } from './support/emulated.js';

const KIND = 'permission-set-provisioning';

describe.concurrent('wait, input', () => {
  it('reads what aws sso-admin prints, of every kind, mixed with ids', async () => {
    const world = await emulated();
    const { emulator, env } = world;
    const documents = REQUEST_KINDS.map((kind) => startedJson(world, kind));
    const bare = emulator.startRequest({ kind: KIND, durationMs: 200 });
    const input = [...documents, bare.requestId, bare.requestId].join('\n');
    const { code, stdout } = await runCli(['wait', '-', '--output', 'json'], env, input);
    expect(code).toBe(0);
    expect(kindsIn(stdout)).toEqual([...REQUEST_KINDS, KIND]);
  });

  it('asks nobody about what has ended already, nor for its instance', async () => {
    const world = await emulated();
    const input = startedJson(world, KIND, 'SUCCEEDED');
    const { code, stdout } = await runCli(['wait', '-'], world.env, input);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^SUCCEEDED/m);
    expect(world.emulator.calls.total).toBe(0);
  });

  it('reads what list prints', async () => {
    const { emulator, env } = await emulated();
    for (const kind of REQUEST_KINDS) emulator.startRequest({ kind, durationMs: 1_000 });
    const listed = await runCli(['list', '--output', 'ndjson'], env);
    const { code, stdout } = await runCli(['wait', '-', '--output', 'json'], env, listed.stdout);
    expect(code).toBe(0);
    expect(new Set(kindsIn(stdout))).toEqual(new Set(REQUEST_KINDS));
  });

  it.each([
    ['', /Standard input contains no request/],
    ['{"Error": "x"}', /line 1 of the input must be a request id/],
  ])('says what is wrong with standard input: %j', async (input, message) => {
    const { code, stdout, stderr } = await runCli(['wait', '-'], undefined, input);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });

  it('--all waits for what is in progress', async () => {
    // They start when the command has, so that they are still in progress when it looks.
    const { emulator, env } = await emulated({
      history: 5,
      onCall: ({ operation }) => {
        if (operation !== 'ListInstances') return;
        emulator.startRequest({ kind: KIND, durationMs: 4_000 });
        emulator.startRequest({ kind: 'account-assignment-deletion', durationMs: 4_000 });
      },
    });
    const { code, stdout } = await runCli(['wait', '--all', '-o', 'json'], env);
    expect(code).toBe(0);
    expect(new Set(kindsIn(stdout))).toEqual(new Set([KIND, 'account-assignment-deletion']));
  });

  it.each([
    ['text', ''],
    ['json', '[]\n'],
    ['ndjson', ''],
  ])('--all with nothing in progress is a success without data: %s', async (format, expected) => {
    const { env } = await emulated();
    const { code, stdout, stderr } = await runCli(['wait', '--all', '--output', format], env);
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: expected,
      stderr: 'No requests are in progress.\n',
    });
  });
});

describe.concurrent('wait, output', () => {
  it('json: one array of plain outcomes', async () => {
    const { emulator, env } = await emulated();
    const spec = { kind: KIND, durationMs: 100, failureReason: HOSTILE } as const;
    const { requestId, instanceArn } = emulator.startRequest(spec);
    const { stdout } = await runCli(['wait', requestId, '--output', 'json'], env);
    // eslint-disable-next-line no-control-regex
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202E]/);
    expect(JSON.parse(stdout)).toEqual([
      expect.objectContaining({
        type: 'failed',
        status: 'FAILED',
        kind: KIND,
        requestId,
        instanceArn,
        failureReason: HOSTILE,
        createdDate: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
        error: { code: 'REQUEST_FAILED', message: expect.any(String) },
      }),
    ]);
  });

  it('ndjson: an event a line, as it happens', async () => {
    const { emulator, env } = await emulated();
    const { requestId } = emulator.startRequest({ kind: KIND, durationMs: 500 });
    const { stdout } = await runCli(['wait', requestId, '--output', 'ndjson'], env);
    const types = stdout
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { type: string }).type);
    expect(types[0]).toBe('tracked');
    expect(types.slice(-2)).toEqual(['succeeded', 'stopped']);
  });

  it('--quiet: nothing but data', async () => {
    const { emulator, env } = await emulated();
    const { requestId } = emulator.startRequest({ kind: KIND, durationMs: 100 });
    const { stdout, stderr } = await runCli(['wait', requestId, '--quiet'], env);
    expect(stderr).toBe('');
    expect(stdout).not.toBe('');
  });

  it('--log-level: JSON logs and nothing else on standard error, without secrets', async () => {
    const { emulator, env } = await emulated();
    emulator.addFault({
      fault: 'throttle',
      operations: 'DescribePermissionSetProvisioningStatus',
      times: 1,
    });
    const { requestId } = emulator.startRequest({ kind: KIND, durationMs: 100 });
    const { stderr } = await runCli(['wait', requestId, '--log-level', 'debug'], env);
    const types = stderr
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { type?: string }).type);
    expect(types).toEqual(
      expect.arrayContaining(['tracked', 'throttled', 'recovered', 'succeeded']),
    );
    expect(stderr).not.toMatch(/authorization|signature|AWS4|"emulated"/i);
  });

  it('stops when nobody reads the events any more', async () => {
    const { emulator, env } = await emulated();
    const { requestId } = emulator.startRequest({ kind: KIND, durationMs: Infinity });
    const { child, result } = startCli(['wait', requestId, '--output', 'ndjson'], env);
    child.stdout.once('data', () => child.stdout.destroy());
    const { code, stderr } = await result;
    expect(code).toBe(141);
    expect(stderr).not.toMatch(/EPIPE|Error|    at /);
  });

  it('does not call a success what could not be written', async () => {
    const { emulator, env } = await emulated();
    const { requestId } = emulator.startRequest({ kind: KIND, durationMs: 100 });
    const shell = ['/bin/sh', '-c', '"$0" "$@" > /dev/full', process.execPath] as const;
    const { MAIN } = await import('./support/cli.js');
    const { result } = startCli([MAIN, 'wait', requestId, '--output', 'json'], env, '', shell);
    const { code, stderr } = await result;
    expect(code).toBe(3);
    expect(stderr).toMatch(/^error: cannot write to standard output: ENOSPC/m);
  });
});

function startedJson(
  { emulator }: Emulated,
  kind: (typeof REQUEST_KINDS)[number],
  status = 'IN_PROGRESS',
) {
  const { requestId } = emulator.startRequest({ kind, durationMs: 500 });
  const answer = {
    Status: status,
    RequestId: requestId,
    PermissionSetArn: emulator.permissionSetArn,
  };
  return JSON.stringify({ [KINDS[kind].statusField]: answer }, undefined, 4);
}

function kindsIn(stdout: string): readonly string[] {
  return (JSON.parse(stdout) as { kind: string }[]).map(({ kind }) => kind);
}
