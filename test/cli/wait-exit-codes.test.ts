import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { HOSTILE, UNSAFE } from './terminal/support.js';
import { setUpEmulated } from './support/emulated.js';
import { runInProcess } from './support/run-in-process.js';

const emulated = setUpEmulated();

const ID = '0f6e1f0a-1b2c-4d3e-8f90-a1b2c3d4e5f6';
const KIND = 'permission-set-provisioning';
const NEVER = { kind: KIND, durationMs: Infinity } as const;

describe.concurrent('wait, exit codes', () => {
  it('1: one failed, with its reason escaped for the terminal', async () => {
    const { emulator, run } = await emulated();
    const failing = emulator.startRequest({ kind: KIND, durationMs: 100, failureReason: HOSTILE });
    const fine = emulator.startRequest({ kind: KIND, durationMs: 100 });
    const { code, stdout, stderr } = await run(['wait', failing.requestId, fine.requestId]);
    expect(code).toBe(1);
    expect(stdout).toContain(String.raw`\u001b[2J\u0007`);
    for (const line of `${stdout}${stderr}`.split('\n')) expect(line).not.toMatch(UNSAFE);
  });

  it('1: --fail-fast does not wait for the others', async () => {
    const { emulator, run } = await emulated();
    const failing = emulator.startRequest({ kind: KIND, durationMs: 100, status: 'FAILED' });
    const never = emulator.startRequest(NEVER);
    const ids = [never.requestId, failing.requestId];
    const { code, stdout } = await run(['wait', '--fail-fast', ...ids]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^ABORTED .*\nFAILED /m);
  });

  it('2: usage error', async () => {
    const { code, stdout, stderr } = await runInProcess(['wait']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^error: No request was named\. Give request ids, .*\nSee --help/);
  });

  it('2: several instances, named in the error', async () => {
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
    const { code, stderr } = await runInProcess([
      'wait',
      ID,
      '--endpoint-url',
      `http://127.0.0.1:${port}`,
    ]);
    server.closeAllConnections();
    server.close();
    expect(code).toBe(2);
    expect(stderr).toContain(`error: --instance-arn must be one of the 2 that`);
    for (const arn of arns) expect(stderr).toContain(arn);
  });

  it('3: an unknown id', async () => {
    const { run } = await emulated();
    const { code, stdout } = await run(['wait', ID, '--timeout', '1s']);
    expect(code).toBe(3);
    expect(stdout).toContain(ID);
  });

  it.each(['ListInstances', 'DescribePermissionSetProvisioningStatus'] as const)(
    '3: %s denied',
    async (operation) => {
      const { emulator, run } = await emulated();
      emulator.addFault({ operations: operation, fault: 'access-denied' });
      const { requestId } = emulator.startRequest(NEVER);
      const { code, stdout, stderr } = await run(['wait', requestId]);
      expect(code).toBe(3);
      expect(`${stdout}${stderr}`).toContain(`sso:${operation}`);
      expect(stderr).not.toContain('    at ');
    },
  );

  it('3: unreachable until the deadline', async () => {
    const { emulator, run } = await emulated();
    await emulator.close();
    const { code, stderr } = await run(['wait', ID, '--timeout', '1s', '--quiet']);
    expect(code).toBe(3);
    expect(stderr).toMatch(/^error: AWS did not respond within 1 s\./);
  });

  it('124: timed out', async () => {
    const { emulator, run } = await emulated();
    const { requestId } = emulator.startRequest(NEVER);
    const { code, stdout } = await run(['wait', requestId, '--timeout', '1s']);
    expect(code).toBe(124);
    expect(stdout).toMatch(/^TIMED-OUT .* last seen IN_PROGRESS$/m);
  });

  it('143: a signal ends the calls before the wait', async () => {
    let called: () => void = () => {};
    const firstCall = new Promise<void>((resolve) => {
      called = resolve;
    });
    const { emulator, start } = await emulated({ onCall: () => called() });
    emulator.addFault({ fault: 'throttle' });
    const { signal, result } = start(['wait', ID]);
    await firstCall;
    signal('SIGTERM');
    expect(await result).toEqual({
      code: 143,
      stdout: '',
      stderr: 'error: interrupted by SIGTERM\n',
    });
  });
});
