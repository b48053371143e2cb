import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import {
  WEBHOOK_SECRET_VARIABLE,
  WEBHOOK_URL_VARIABLE,
} from '../../src/cli/commands/watch/watch-flags.js';
import { setUpEmulated, type Emulated } from './support/emulated.js';
import { provision } from './support/provision.js';
import type { InProcessCli } from './support/run-in-process.js';

const emulated = setUpEmulated();

const folder = mkdtempSync(join(tmpdir(), 'sso-admin-waiter-'));
afterAll(() => rmSync(folder, { recursive: true }));

const WATCHING = /"msg":"watching"/;
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

describe.concurrent('watch', () => {
  it('delivers to a signed webhook, and to a command that does not receive the secret', async () => {
    const world = await emulated({ durations: { medianMs: 200, sigma: 0 } });
    const receiver = createServer((request, response) => {
      received = request.headers;
      request.resume();
      response.end();
    });
    let received: IncomingHttpHeaders = {};
    await once(receiver.listen(0, '127.0.0.1'), 'listening');
    const { port } = receiver.address() as AddressInfo;
    const file = join(folder, 'command-ran');
    const script =
      'const input = fs.readFileSync(0, "utf8");' +
      `fs.writeFileSync(${JSON.stringify(file)}, JSON.stringify([input, process.env]));`;
    const url = `http://127.0.0.1:${port}/hook-token`;
    const env = {
      AWS_REGION: 'us-east-1',
      [WEBHOOK_URL_VARIABLE]: url,
      [WEBHOOK_SECRET_VARIABLE]: SECRET,
    };
    const command = ['--exec', process.execPath, '--exec-arg', '-e', '--exec-arg', script];
    const args = ['watch', '--state', join(folder, 'sinks'), '--no-stdout', ...command];
    const watching = world.start(args, { env });
    await watching.wrote(WATCHING);
    const requestId = await provision(world);
    await watching.wrote(/"type":"succeeded"/);
    watching.signal('SIGTERM');
    const { code, stdout, stderr } = await watching.result;
    receiver.close();

    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(received['webhook-signature']).toMatch(/^v1,/);
    const [input, envOfCommand] = JSON.parse(readFileSync(file, 'utf8'));
    expect(JSON.parse(input)).toMatchObject({ type: 'succeeded', requestId });
    expect(envOfCommand).toMatchObject({ AWS_REGION: 'us-east-1' });
    for (const secret of ['token', SECRET.slice(6)]) {
      expect(stderr).not.toContain(secret);
      expect(JSON.stringify(envOfCommand)).not.toContain(secret);
    }
  });

  it('3: AWS denies access', async () => {
    const world = await emulated();
    world.emulator.addFault({ fault: 'access-denied' });
    const { code, stderr } = await startWatch(world, 'denied', ['--log-level', 'silent']).result;
    expect(code).toBe(3);
    expect(stderr).toMatch(/^error: Access denied to sso:\w+.*\n$/);
  });

  it('2: the address is in use', async () => {
    const world = await emulated();
    const { port } = new URL(world.url);
    const flags = ['--listen', port, '--log-level', 'silent'];
    const { code, stderr } = await startWatch(world, 'address', flags).result;
    expect(code).toBe(2);
    expect(stderr).toMatch(/^error: Cannot serve on 127\.0\.0\.1, port \d+ \(--listen\)\. /);
  });

  it.each<[string, readonly string[], Readonly<Record<string, string>>, RegExp]>([
    [
      'a missing file',
      ['--config', 'none.json'],
      {},
      /^error: Cannot read none\.json \(--config\)/,
    ],
    [
      'an invalid secret',
      ['--webhook', 'https://example.com/hook-token'],
      { SSO_ADMIN_WAITER_WEBHOOK_SECRET: SECRET.slice(0, 12) },
      /^error: Sink webhook: secret must be whsec_ and 24 to 64 random bytes/,
    ],
  ])('2: %s', async (name, flags, env, message) => {
    const state = join(folder, name);
    const args = ['watch', '--state', state, '--log-level', 'silent', ...flags];
    const { run } = await emulated();
    const { code, stderr } = await run(args, { env });
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
    expect(stderr).not.toContain('token');
    expect(stderr).not.toContain(SECRET.slice(6, 12));
  });
});

function startWatch(
  { start }: Emulated,
  state: string,
  flags: readonly string[] = [],
): InProcessCli {
  return start(['watch', '--state', join(folder, state), ...flags]);
}
