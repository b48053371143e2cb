import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { HOSTILE, UNSAFE } from './terminal/support.js';
import { bareEnv, emulatorEnv, runCli, startCli } from './support/cli.js';
import { emulated } from './support/emulated.js';

const ID = '0f6e1f0a-1b2c-4d3e-8f90-a1b2c3d4e5f6';
const KIND = 'permission-set-provisioning';
const NEVER = { kind: KIND, durationMs: Infinity } as const;

describe.concurrent('wait, exit codes', () => {
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

  it('1: one failed, and says why without touching the terminal', async () => {
    const { emulator, env } = await emulated();
    const failing = emulator.startRequest({ kind: KIND, durationMs: 100, failureReason: HOSTILE });
    const fine = emulator.startRequest({ kind: KIND, durationMs: 100 });
    const { code, stdout, stderr } = await runCli(['wait', failing.requestId, fine.requestId], env);
    expect(code).toBe(1);
    expect(stdout).toContain(String.raw`\u001b[2J\u0007`);
    for (const line of `${stdout}${stderr}`.split('\n')) expect(line).not.toMatch(UNSAFE);
  });

  it('1: --fail-fast does not wait for the others', async () => {
    const { emulator, env } = await emulated();
    const failing = emulator.startRequest({ kind: KIND, durationMs: 100, status: 'FAILED' });
    const never = emulator.startRequest(NEVER);
    const ids = [never.requestId, failing.requestId];
    const { code, stdout } = await runCli(['wait', '--fail-fast', ...ids], env);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^ABORTED .*\nFAILED /m);
  });

  it('2: usage error', async () => {
    const { code, stdout, stderr } = await runCli(['wait']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(
      /^error: No request was named\. Give request ids, .*\nRun it with --help/,
    );
  });

  it('2: several instances, which it names', async () => {
    const arns = ['aaaaaaaaaaaaaaaa', 'bbbbbbbbbbbbbbbb'].map(
      (id) => `arn:aws:sso:::instance/ssoins-${id}`,
    );
    const server = createServer((_, response) => {
      response.setHeader('content-type', 'application/x-amz-json-1.1');
      response.end(JSON.stringify({ Instances: arns.map((InstanceArn) => ({ InstanceArn })) }));
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as AddressInfo;
    const { code, stderr } = await runCli(['wait', ID], emulatorEnv(`http://127.0.0.1:${port}`));
    server.closeAllConnections();
    server.close();
    expect(code).toBe(2);
    expect(stderr).toContain(`error: --instance-arn must be one of the 2 that`);
    for (const arn of arns) expect(stderr).toContain(arn);
  });

  it('3: an id that the service does not know', async () => {
    const { env } = await emulated();
    const { code, stdout } = await runCli(['wait', ID, '--timeout', '1s'], env);
    expect(code).toBe(3);
    expect(stdout).toContain(ID);
  });

  it.each(['ListInstances', 'DescribePermissionSetProvisioningStatus'] as const)(
    '3: %s denied',
    async (operation) => {
      const { emulator, env } = await emulated();
      emulator.addFault({ operations: operation, fault: 'access-denied' });
      const { requestId } = emulator.startRequest(NEVER);
      const { code, stdout, stderr } = await runCli(['wait', requestId], env);
      expect(code).toBe(3);
      expect(`${stdout}${stderr}`).toContain(`sso:${operation}`);
      expect(stderr).not.toContain('    at ');
    },
  );

  it('0: the Region is known by the name alone that the AWS CLI reads', async () => {
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

  it('3: unreachable until the deadline', async () => {
    const { emulator, env } = await emulated();
    await emulator.close();
    const { code, stderr } = await runCli(['wait', ID, '--timeout', '1s', '--quiet'], env);
    expect(code).toBe(3);
    expect(stderr).toMatch(/^error: AWS did not respond within 1 s\./);
  });

  it('124: timed out', async () => {
    const { emulator, env } = await emulated();
    const { requestId } = emulator.startRequest(NEVER);
    const { code, stdout } = await runCli(['wait', requestId, '--timeout', '1s'], env);
    expect(code).toBe(124);
    expect(stdout).toMatch(/^TIMED-OUT .* last seen IN_PROGRESS$/m);
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('after %s: %i, and what is known so far', async (signal, expected) => {
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

  it('a signal also ends what comes before the wait', async () => {
    let called: () => void = () => {};
    const firstCall = new Promise<void>((resolve) => {
      called = resolve;
    });
    const { emulator, env } = await emulated({ onCall: () => called() });
    emulator.addFault({ fault: 'throttle' });
    const { child, result } = startCli(['wait', ID], env);
    await firstCall;
    child.kill('SIGTERM');
    expect(await result).toEqual({
      code: 143,
      stdout: '',
      stderr: 'error: interrupted by SIGTERM\n',
    });
  });
});
