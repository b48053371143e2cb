import { describe, expect, it } from 'vitest';
import { KIND_TABLE } from '../../src/engine/requests/kind-table.js';
import { REQUEST_KINDS } from '../../src/engine/requests/kinds.js';
import { HOSTILE } from './terminal/support.js';
import { setUpEmulated, type Emulated } from './support/emulated.js';
import { runInProcess } from './support/run-in-process.js';

const emulated = setUpEmulated();

const KIND = 'permission-set-provisioning';

describe.concurrent('wait, input', () => {
  it('reads the output of aws sso-admin, of every kind, mixed with ids', async () => {
    const world = await emulated();
    const { emulator, run } = world;
    const documents = REQUEST_KINDS.map((kind) => startedJson(world, kind));
    const bare = emulator.startRequest({ kind: KIND, durationMs: 200 });
    const input = [...documents, bare.requestId, bare.requestId].join('\n');
    const { code, stdout } = await run(['wait', '-', '--output', 'json'], { input });
    expect(code).toBe(0);
    expect(kindsIn(stdout)).toEqual([...REQUEST_KINDS, KIND]);
  });

  it('makes no call for a request that has already ended', async () => {
    const world = await emulated();
    const input = startedJson(world, KIND, 'SUCCEEDED');
    const { code, stdout } = await world.run(['wait', '-'], { input });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^SUCCEEDED/m);
    expect(world.emulator.calls.total).toBe(0);
  });

  it('reads the output of list', async () => {
    const { emulator, run } = await emulated();
    for (const kind of REQUEST_KINDS) emulator.startRequest({ kind, durationMs: 1_000 });
    const { stdout: input } = await run(['list', '--output', 'ndjson']);
    const { code, stdout } = await run(['wait', '-', '--output', 'json'], { input });
    expect(code).toBe(0);
    expect(new Set(kindsIn(stdout))).toEqual(new Set(REQUEST_KINDS));
  });

  it.each([
    ['', /Standard input contains no request/],
    ['{"Error": "x"}', /line 1 of the input must be a request id/],
  ])('reports invalid standard input: %j', async (input, message) => {
    const { code, stdout, stderr } = await runInProcess(['wait', '-'], { input });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });

  it('--all waits for all requests in progress', async () => {
    // The requests start with the first call, so that they are in progress when they are listed.
    const { emulator, run } = await emulated({
      history: 5,
      onCall: ({ operation }) => {
        if (operation !== 'ListInstances') return;
        emulator.startRequest({ kind: KIND, durationMs: 500 });
        emulator.startRequest({ kind: 'account-assignment-deletion', durationMs: 500 });
      },
    });
    const { code, stdout } = await run(['wait', '--all', '-o', 'json']);
    expect(code).toBe(0);
    expect(new Set(kindsIn(stdout))).toEqual(new Set([KIND, 'account-assignment-deletion']));
  });

  it.each([
    ['text', ''],
    ['json', '[]\n'],
    ['ndjson', ''],
  ])('--all with nothing in progress is a success without data: %s', async (format, expected) => {
    const { run } = await emulated();
    const { code, stdout, stderr } = await run(['wait', '--all', '--output', format]);
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: expected,
      stderr: 'No requests are in progress.\n',
    });
  });
});

describe.concurrent('wait, output', () => {
  it('json: one array of plain outcomes', async () => {
    const { emulator, run } = await emulated();
    const spec = { kind: KIND, durationMs: 100, failureReason: HOSTILE } as const;
    const { requestId, instanceArn } = emulator.startRequest(spec);
    const { stdout } = await run(['wait', requestId, '--output', 'json']);
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

  it('ndjson: one event per line', async () => {
    const { emulator, run } = await emulated();
    const { requestId } = emulator.startRequest({ kind: KIND, durationMs: 500 });
    const { stdout } = await run(['wait', requestId, '--output', 'ndjson']);
    const types = stdout
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { type: string }).type);
    expect(types[0]).toBe('tracked');
    expect(types.slice(-2)).toEqual(['succeeded', 'stopped']);
  });

  it('--quiet: only data', async () => {
    const { emulator, run } = await emulated();
    const { requestId } = emulator.startRequest({ kind: KIND, durationMs: 100 });
    const { stdout, stderr } = await run(['wait', requestId, '--quiet']);
    expect(stderr).toBe('');
    expect(stdout).not.toBe('');
  });

  it('--log-level: only JSON logs on standard error, without secrets', async () => {
    const { emulator, run } = await emulated();
    emulator.addFault({
      fault: 'throttle',
      operations: 'DescribePermissionSetProvisioningStatus',
      times: 1,
    });
    const { requestId } = emulator.startRequest({ kind: KIND, durationMs: 100 });
    const { stderr } = await run(['wait', requestId, '--log-level', 'debug']);
    const types = stderr
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { type?: string }).type);
    expect(types).toEqual(
      expect.arrayContaining(['tracked', 'throttled', 'recovered', 'succeeded']),
    );
    expect(stderr).not.toMatch(/authorization|signature|AWS4|"emulated"/i);
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
  return JSON.stringify({ [KIND_TABLE[kind].status.member]: answer }, undefined, 4);
}

function kindsIn(stdout: string): readonly string[] {
  return (JSON.parse(stdout) as { kind: string }[]).map(({ kind }) => kind);
}
