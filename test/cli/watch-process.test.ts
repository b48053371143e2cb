import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ProvisionPermissionSetCommand, SSOAdminClient } from '@aws-sdk/client-sso-admin';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import {
  WEBHOOK_SECRET_VARIABLE,
  WEBHOOK_URL_VARIABLE,
} from '../../src/cli/commands/watch/watch-flags.js';
import { runCli, startCli, type RunningCli } from './support/cli.js';
import { setUpEmulated, type Emulated } from './support/emulated.js';

const emulated = setUpEmulated();

const folder = mkdtempSync(join(tmpdir(), 'sso-admin-waiter-'));
afterAll(() => rmSync(folder, { recursive: true }));

const watchers: RunningCli[] = [];
// A watcher that a failed test left behind would run for ever.
afterEach(() => {
  for (const { child } of watchers.splice(0)) child.kill('SIGKILL');
});

const WATCHING = /"msg":"watching"/;
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

describe('watch', () => {
  it('writes what happens to requests of any client, and ends with 0 at SIGTERM', async () => {
    const world = await emulated({ durations: { medianMs: 200, sigma: 0 } });
    const lasting = startEndless(world);
    const watching = startWatch(world, 'any-client');
    const lines = linesOf(watching);
    expect(await lines.next()).toEqual({ type: 'discovered', requestId: lasting });

    const requestId = await provision(world);
    const seen = [await lines.next()];
    // It may have ended before it was seen in progress.
    if (seen[0]?.type === 'discovered') seen.push(await lines.next());
    expect(seen.at(-1)).toEqual({ type: 'succeeded', requestId });

    watching.child.kill('SIGTERM');
    const { code, stderr } = await watching.result;
    expect(code).toBe(0);
    expect(messagesOf(stderr)).toEqual(
      expect.arrayContaining(['watching', 'the request succeeded', 'stopped watching']),
    );
  });

  it('delivers to a webhook, signed, and to a command, which does not get the secret', async () => {
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
    const watching = startWatch(
      {
        ...world,
        env: { ...world.env, [WEBHOOK_URL_VARIABLE]: url, [WEBHOOK_SECRET_VARIABLE]: SECRET },
      },
      'sinks',
      ['--no-stdout', '--exec', process.execPath, '--exec-arg', '-e', '--exec-arg', script],
    );
    await watching.wrote(WATCHING);
    const requestId = await provision(world);
    await watching.wrote(/"type":"succeeded"/);
    watching.child.kill('SIGTERM');
    const { code, stdout, stderr } = await watching.result;
    receiver.close();

    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(received['webhook-signature']).toMatch(/^v1,/);
    const [input, env] = JSON.parse(readFileSync(file, 'utf8'));
    expect(JSON.parse(input)).toMatchObject({ type: 'succeeded', requestId });
    expect(env).toMatchObject({ AWS_REGION: 'us-east-1' });
    for (const secret of ['token', SECRET.slice(6)]) {
      expect(stderr).not.toContain(secret);
      expect(JSON.stringify(env)).not.toContain(secret);
    }
  });

  it('3: another watcher uses the state', async () => {
    const world = await emulated();
    const watching = startWatch(world, 'locked');
    await watching.wrote(WATCHING);
    const { code, stdout, stderr } = await startWatch(world, 'locked', ['--log-level', 'silent'])
      .result;
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toMatch(/^error: The state folder .* is in use by another watcher\. Stop .*\n$/);
    watching.child.kill('SIGINT');
    expect((await watching.result).code).toBe(0);
  });

  it('141: nobody reads its output any more, and goes on later where it stopped', async () => {
    const world = await emulated();
    const requestId = startEndless(world);
    const watching = startWatch(world, 'closed', ['--drain-timeout', '100ms']);
    watching.child.stdout.destroy();
    const [code] = await once(watching.child, 'close');
    expect(code).toBe(141);

    const again = startWatch(world, 'closed');
    expect(await linesOf(again).next()).toEqual({ type: 'discovered', requestId });
    again.child.kill('SIGTERM');
    expect((await again.result).code).toBe(0);
  });

  it('3: AWS refuses outright', async () => {
    const world = await emulated();
    world.emulator.addFault({ fault: 'access-denied' });
    const { code, stderr } = await startWatch(world, 'denied', ['--log-level', 'silent']).result;
    expect(code).toBe(3);
    expect(stderr).toMatch(/^error: Access denied to sso:\w+.*\n$/);
  });

  it('reads its config again at SIGHUP, and goes on as before when that is wrong', async () => {
    const world = await emulated();
    const config = join(folder, 'watch.json');
    const write = (file: object) => writeFileSync(config, JSON.stringify(file));
    write({ listen: '0', state: 'reloaded' });
    const watching = start(['watch', '--config', config], world.env);
    await watching.wrote(WATCHING);

    write({ listn: '0' });
    watching.child.kill('SIGHUP');
    await watching.wrote(/listn is not known\. Did you mean listen\?.*keeping the old one/);

    write({ listen: '0', state: 'reloaded', instances: [{ name: 'renamed' }] });
    watching.child.kill('SIGHUP');
    await watching.wrote(/restarting with it[^]*"instances":\["renamed"\][^]*"watching"/);
    const requestId = startEndless(world);
    expect(await linesOf(watching).next()).toEqual({ type: 'discovered', requestId });

    watching.child.kill('SIGTERM');
    const { code, stderr } = await watching.result;
    expect(code).toBe(0);
    // The page moved with the watcher, not to another port.
    expect(new Set(stderr.match(/http:\/\/127\.0\.0\.1:\d+(?=")/g)).size).toBe(1);
  });

  it('2: the address is not free', async () => {
    const world = await emulated();
    const { port } = new URL(world.url);
    const flags = ['--listen', port, '--log-level', 'silent'];
    const { code, stderr } = await startWatch(world, 'address', flags).result;
    expect(code).toBe(2);
    expect(stderr).toMatch(/^error: Cannot serve on 127\.0\.0\.1, port \d+ \(--listen\)\. /);
  });

  it.each<[string, readonly string[], NodeJS.ProcessEnv, RegExp]>([
    ['no such file', ['--config', 'none.json'], {}, /^error: Cannot read none\.json \(--config\)/],
    [
      'a secret that is none',
      ['--webhook', 'https://example.com/hook-token'],
      { SSO_ADMIN_WAITER_WEBHOOK_SECRET: SECRET.slice(0, 12) },
      /^error: Sink webhook: secret must be whsec_ and 24 to 64 random bytes/,
    ],
  ])('2: %s', async (name, flags, env, message) => {
    const state = join(folder, name);
    const args = ['watch', '--state', state, '--log-level', 'silent', ...flags];
    const { code, stderr } = await runCli(args, { ...(await emulated()).env, ...env });
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
    expect(stderr).not.toContain('token');
    expect(stderr).not.toContain(SECRET.slice(6, 12));
  });
});

function startEndless({ emulator }: Emulated): string {
  const kind = 'account-assignment-creation';
  return emulator.startRequest({ kind, durationMs: Infinity }).requestId;
}

function start(args: readonly string[], env: NodeJS.ProcessEnv): RunningCli {
  const running = startCli(args, env);
  watchers.push(running);
  return running;
}

function startWatch({ env }: Emulated, state: string, flags: readonly string[] = []): RunningCli {
  return start(['watch', '--state', join(folder, state), ...flags], env);
}

/** Starts a request as users do; resolves to its id. */
async function provision({ emulator, url }: Emulated): Promise<string> {
  const credentials = { accessKeyId: 'emulated', secretAccessKey: 'emulated' };
  const client = new SSOAdminClient({ endpoint: url, region: 'us-east-1', credentials });
  try {
    const { PermissionSetProvisioningStatus: started } = await client.send(
      new ProvisionPermissionSetCommand({
        InstanceArn: emulator.instanceArn,
        PermissionSetArn: emulator.permissionSetArn,
        TargetType: 'ALL_PROVISIONED_ACCOUNTS',
      }),
    );
    return started?.RequestId ?? '';
  } finally {
    client.destroy();
  }
}

/** Events from standard output, as they come. */
function linesOf({ child }: RunningCli) {
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  return {
    next: async (): Promise<{ readonly type: string; readonly requestId: string }> => {
      const { value } = await lines.next();
      const { type, requestId } = JSON.parse(String(value));
      return { type, requestId };
    },
  };
}

function messagesOf(stderr: string): unknown[] {
  return stderr
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).msg);
}
