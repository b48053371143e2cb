import { createServer } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { runInProcess } from './support/run-in-process.js';

/** The SDK in this process reads it from the environment that vitest.config.ts sets. */
const TOKEN = process.env['AWS_SESSION_TOKEN'] ?? '';
const ID = '0f6e1f0a-1b2c-4d3e-8f90-a1b2c3d4e5f6';
const ARN = 'arn:aws:sso:::instance/ssoins-1234567890abcdef';

const state = mkdtempSync(join(tmpdir(), 'sso-admin-waiter-'));
afterAll(() => rmSync(state, { recursive: true }));

/** Runs `use` against a service that quotes the caller's session token in its errors. */
async function withEchoingService<Result>(use: (url: string) => Promise<Result>): Promise<Result> {
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
    return await use(`http://127.0.0.1:${port}`);
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
])('does not write a session token that the service echoes: %s %s %s', async (...args) => {
  const { code, stdout, stderr } = await withEchoingService((url) =>
    runInProcess([...args, '--endpoint-url', url]),
  );
  expect(TOKEN).not.toBe('');
  expect(code).toBe(3);
  expect(`${stdout}${stderr}`).toContain('The signature does not match');
  expect(`${stdout}${stderr}`).not.toContain(TOKEN);
});
