import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { createInstanceClient } from '../../../src/watcher/instances/instance-client.js';
import type { InstanceOptions } from '../../../src/watcher/watcher-options.js';

let folder: string;
let server: Server;
let endpoint: string;
const requested: URLSearchParams[] = [];

function answerTo(body: string): string {
  requested.push(new URLSearchParams(body));
  return `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult>
    <AssumedRoleUser><AssumedRoleId>A:s</AssumedRoleId><Arn>arn:aws:sts::111122223333:assumed-role/w/s</Arn></AssumedRoleUser>
    <Credentials><AccessKeyId>ASSUMED${requested.length}</AccessKeyId><SecretAccessKey>s</SecretAccessKey>
    <SessionToken>t</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials>
  </AssumeRoleResult></AssumeRoleResponse>`;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'instance-client-'));
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      response.setHeader('content-type', 'text/xml');
      response.setHeader('connection', 'close');
      response.end(answerTo(Buffer.concat(chunks).toString()));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  endpoint = typeof address === 'object' ? `http://127.0.0.1:${address?.port}` : '';
});

afterAll(async () => {
  server.close();
  await once(server, 'close');
  await rm(folder, { recursive: true });
});

beforeEach(() => {
  requested.length = 0;
  const none = [
    'AWS_REGION',
    'AWS_ACCESS_KEY_ID',
    'AWS_SECRET_ACCESS_KEY',
    'AWS_SESSION_TOKEN',
    'AWS_PROFILE',
  ];
  for (const name of none) vi.stubEnv(name, undefined);
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', join(folder, 'credentials'));
  vi.stubEnv('AWS_CONFIG_FILE', join(folder, 'config'));
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
  vi.stubEnv('AWS_ENDPOINT_URL_STS', endpoint);
});

async function write(profiles: Readonly<Record<string, string>>): Promise<void> {
  const texts = Object.entries(profiles).map(
    ([name, key]) => `[${name}]\naws_access_key_id=${key}\naws_secret_access_key=secret\n`,
  );
  await writeFile(join(folder, 'credentials'), texts.join(''));
  await writeFile(join(folder, 'config'), '[profile prod]\nregion=eu-west-1\n');
}

/** The key and the Region with which a new client signs. */
async function keyOf(instance: InstanceOptions): Promise<readonly [string, string]> {
  const client = createInstanceClient(instance);
  try {
    const { accessKeyId } = await client.config.credentials();
    return [accessKeyId, await client.config.region()];
  } finally {
    client.destroy();
  }
}

it('uses the profile, and its Region', async () => {
  await write({ default: 'DEFAULT', prod: 'PROD' });
  expect(await keyOf({ profile: 'prod' })).toEqual(['PROD', 'eu-west-1']);
  expect(await keyOf({ region: 'us-west-2' })).toEqual(['DEFAULT', 'us-west-2']);
});

it('a new client reads the credentials again', async () => {
  await write({ prod: 'OLD' });
  expect(await keyOf({ profile: 'prod' })).toEqual(['OLD', 'eu-west-1']);
  await write({ prod: 'NEW' });
  expect(await keyOf({ profile: 'prod' })).toEqual(['NEW', 'eu-west-1']);
});

it('assumes a role with the credentials of the profile, and the external id', async () => {
  await write({ prod: 'PROD' });
  const roleArn = 'arn:aws:iam::111122223333:role/watcher';
  const instance = { profile: 'prod', roleArn, externalId: 'outside' };
  expect(await keyOf(instance)).toEqual(['ASSUMED1', 'eu-west-1']);
  expect(Object.fromEntries(requested[0] ?? [])).toMatchObject({
    Action: 'AssumeRole',
    RoleArn: roleArn,
    ExternalId: 'outside',
    RoleSessionName: 'sso-admin-waiter',
  });
});

it('does not retry, and uses the configured endpoint', async () => {
  const client = createInstanceClient({ endpointUrl: 'http://127.0.0.1:9/', region: 'us-east-1' });
  expect(await client.config.maxAttempts()).toBe(1);
  expect(await client.config.endpoint?.()).toMatchObject({ hostname: '127.0.0.1', port: 9 });
  client.destroy();
});
