import { createServer } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { emulatorEnv, runCli } from './support/cli.js';

const TOKEN = 'IQoJb3JpZ2luX2VjEJf+aVerySecretSessionToken';
const ID = '0f6e1f0a-1b2c-4d3e-8f90-a1b2c3d4e5f6';
const ARN = 'arn:aws:sso:::instance/ssoins-1234567890abcdef';

const state = mkdtempSync(join(tmpdir(), 'sso-admin-waiter-'));
afterAll(() => rmSync(state, { recursive: true }));

/** A service that answers each call by quoting the session token that came with it. */
async function withEchoingService<Result>(
  use: (env: NodeJS.ProcessEnv) => Promise<Result>,
): Promise<Result> {
  const server = createServer((request, response) => {
    const token = String(request.headers['x-amz-security-token']);
    const message = `The signature does not match.\n\nThe Canonical String for this request should have been\n'POST\nx-amz-security-token:${token}'\n`;
    response.writeHead(403, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(JSON.stringify({ __type: 'InvalidSignatureException', message }));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  try {
    const env = { ...emulatorEnv(`http://127.0.0.1:${port}`), AWS_SESSION_TOKEN: TOKEN };
    return await use(env);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

it.each([
  ['list', '--instance-arn', ARN],
  ['list'],
  ['wait', ID, '--instance-arn', ARN, '--timeout', '5s', '--output', 'json'],
  ['wait', ID, '--instance-arn', ARN, '--timeout', '5s', '--output', 'ndjson'],
  ['wait', ID, '--instance-arn', ARN, '--timeout', '5s', '--log-level', 'debug'],
  ['watch', '--instance-arn', ARN, '--state', state, '--log-level', 'debug'],
  ['watch', '--state', state, '--log-level', 'debug', '--log-pretty'],
])('a session token that the service echoes is not written: %s %s %s', async (...args) => {
  const { code, stdout, stderr } = await withEchoingService((env) => runCli(args, env));
  expect(code).toBe(3);
  expect(`${stdout}${stderr}`).toContain('The signature does not match');
  expect(`${stdout}${stderr}`).not.toContain(TOKEN);
});
