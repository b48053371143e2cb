import { describe, expect, it } from 'vitest';
import { bareEnv, MAIN, runCli, startCli } from './support/cli.js';
import { setUpEmulated } from './support/emulated.js';

const emulated = setUpEmulated();

const ID = '0f6e1f0a-1b2c-4d3e-8f90-a1b2c3d4e5f6';
const KIND = 'permission-set-provisioning';
const NEVER = { kind: KIND, durationMs: Infinity } as const;

// Only a real process shows exit codes, signals, closed pipes, and which variables the SDK reads.
describe.concurrent('wait, as a process', () => {
  it('0: all succeeded', async () => {
    const { emulator, env } = await emulated();
    const refs = [300, 600].map((durationMs) => emulator.startRequest({ kind: KIND, durationMs }));
    const ids = refs.map(({ requestId }) => requestId);
    // The same id twice is one request.
    const { code, stdout, stderr } = await runCli(['wait', ...ids, ids[0] ?? ''], env);
    expect(code).toBe(0);
    const lines = stdout.trimEnd().split('\n');
    expect(lines).toHaveLength(3);
    expect(lines[1]).toMatch(new RegExp(`^SUCCEEDED +${KIND} +${ids[0]} `));
    expect(stderr).toMatch(/^Waiting for 2 requests, at most 15 min\.$/m);
    expect(stderr).toMatch(/^2 succeeded of 2 in /m);
  });

  it('0: reads the Region from the variable that only the AWS CLI reads', async () => {
    const { emulator, env } = await emulated();
    const { AWS_REGION, ...others } = env;
    const { requestId } = emulator.startRequest({ ...NEVER, durationMs: 0 });
    const result = await runCli(['wait', requestId], { ...others, AWS_DEFAULT_REGION: AWS_REGION });
    expect(result.code).toBe(0);
  });

  it('3: no region', async () => {
    const { code, stderr } = await runCli(['wait', ID], bareEnv());
    expect(code).toBe(3);
    expect(stderr).toMatch(/^error: No AWS Region is configured.*AWS_REGION.*\n$/);
  });

  it('3: no credentials', async () => {
    const { code, stderr } = await runCli(['wait', ID, '--region', 'eu-west-1'], bareEnv());
    expect(code).toBe(3);
    expect(stderr).toMatch(/^error: No usable AWS credentials.*\n$/);
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('after %s: %i, with the results so far', async (signal, expected) => {
    const { emulator, env } = await emulated();
    const ended = emulator.startRequest({ kind: KIND, durationMs: 0 });
    const never = emulator.startRequest(NEVER);
    const ids = [ended.requestId, never.requestId];
    const { child, result, wrote } = startCli(['wait', '--output', 'json', ...ids], env);
    await wrote(/^SUCCEEDED/m);
    child.kill(signal);
    const { code, stdout } = await result;
    expect(code).toBe(expected);
    expect(JSON.parse(stdout)).toMatchObject([
      { requestId: ids[0], type: 'succeeded' },
      { requestId: ids[1], type: 'aborted', error: { code: 'WAIT_ABORTED' } },
    ]);
  });

  it('141: stops when the reader of its output closes the pipe', async () => {
    const { emulator, env } = await emulated();
    const { requestId } = emulator.startRequest({ kind: KIND, durationMs: Infinity });
    const { child, result } = startCli(['wait', requestId, '--output', 'ndjson'], env);
    child.stdout.once('data', () => child.stdout.destroy());
    const { code, stderr } = await result;
    expect(code).toBe(141);
    expect(stderr).not.toMatch(/EPIPE|Error|    at /);
  });

  it('3: the output cannot be written', async () => {
    const { emulator, env } = await emulated();
    const { requestId } = emulator.startRequest({ kind: KIND, durationMs: 100 });
    const shell = ['/bin/sh', '-c', '"$0" "$@" > /dev/full', process.execPath] as const;
    const { result } = startCli([MAIN, 'wait', requestId, '--output', 'json'], env, shell);
    const { code, stderr } = await result;
    expect(code).toBe(3);
    expect(stderr).toMatch(/^error: cannot write to standard output: ENOSPC/m);
  });
});
