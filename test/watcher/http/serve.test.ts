import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, expectTypeOf, it } from 'vitest';
import { InvalidOptionError } from '../../../src/engine/results/errors.js';
import {
  serveWatcher,
  type ServeOptions,
  type WatcherServer,
} from '../../../src/watcher/http/serve.js';
import type { WatcherView } from '../../../src/watcher/telemetry/watcher-view.js';
import type { Watcher } from '../../../src/watcher/watcher-interface.js';
import { ask, openReply } from './ask.js';
import { FakeWatcher } from './fake-watcher.js';
import { aFailure, anInstance, aSnapshot, aSuccess, inFlight } from './samples.js';

const opened: WatcherServer[] = [];

afterEach(async () => {
  await Promise.all(opened.splice(0).map((server) => server.close()));
});

async function setUp(
  snapshot: Parameters<typeof aSnapshot>[0] = {},
  options: Partial<ServeOptions> = {},
) {
  const watcher = new FakeWatcher(aSnapshot(snapshot));
  const server = await serveWatcher(watcher, { port: 0, version: '1.2.3', ...options });
  opened.push(server);
  return { watcher, server, url: server.url };
}

describe('probes', () => {
  it('report that the watcher is alive and ready', async () => {
    const { url } = await setUp();
    expect(await ask(`${url}/livez`)).toMatchObject({ status: 200, body: 'alive\n' });
    expect(await ask(`${url}/readyz`)).toMatchObject({
      status: 200,
      body: 'Healthy: the instance is watched.\n',
    });
  });

  it('report why it is not ready, as text or JSON, and that it is alive', async () => {
    const instances = [anInstance({ name: 'a\u202Eb', stale: 'no sweep for\n90 s' })];
    const { url } = await setUp({ instances, phase: 'draining' });
    expect(await ask(`${url}/readyz`)).toMatchObject({
      status: 503,
      body:
        'The watcher is draining.\nwatcher: The watcher is draining.\n' +
        'instance a\\u202eb: no sweep for\\u000a90 s\n',
    });
    const asJson = await ask(`${url}/readyz`, { headers: { accept: 'application/json' } });
    expect(asJson.status).toBe(503);
    expect(JSON.parse(asJson.body)).toEqual({
      ready: false,
      sentence: 'The watcher is draining.',
      reasons: [
        { scope: 'watcher', message: 'The watcher is draining.' },
        { scope: 'instance', name: 'a\u202Eb', message: 'no sweep for\n90 s' },
      ],
    });
    expect((await ask(`${url}/livez`)).status).toBe(200);
  });

  it('are ready while only a sink fails', async () => {
    const failing = { since: new Date(), reason: 'HTTP 500' };
    const { url } = await setUp({ sinks: [{ name: 'x', outbox: 1, deadLetters: 0, failing }] });
    expect((await ask(`${url}/readyz`)).status).toBe(200);
  });
});

describe('the API', () => {
  it('lists requests in progress and ended', async () => {
    const failure = aFailure(1, { failureReason: 'bad \u202E \u001B[31m' });
    const { url } = await setUp({ inFlight: inFlight(2), recent: [failure, aSuccess(2)] });
    const { body, headers } = await ask(`${url}/api/requests`);
    expect(headers['content-type']).toBe('application/json; charset=utf-8');
    expect(body).not.toContain('\u202E');
    expect(body).not.toContain('\u001B');
    const { requests } = JSON.parse(body);
    expect(requests.map((request: { status: string }) => request.status)).toEqual([
      'IN_PROGRESS',
      'IN_PROGRESS',
      'FAILED',
      'SUCCEEDED',
    ]);
    const { type: _, id, at, createdDate, ...same } = failure;
    expect(requests[2]).toEqual({
      ...same,
      eventId: id,
      endDetectedAt: at.toISOString(),
      createdDate: createdDate?.toISOString(),
    });
  });

  it('lists requests of one status', async () => {
    const { url } = await setUp({ inFlight: inFlight(2), recent: [aFailure(1), aSuccess(2)] });
    const failed = await ask(`${url}/api/requests?status=FAILED`);
    expect(JSON.parse(failed.body).requests).toMatchObject([{ status: 'FAILED' }]);
    const wrong = await ask(`${url}/api/requests?status=failed`);
    expect(wrong.status).toBe(400);
    expect(JSON.parse(wrong.body).error).toBe(
      'status must be IN_PROGRESS, SUCCEEDED or FAILED, but received "failed".',
    );
  });

  it('returns the status', async () => {
    const { url } = await setUp({ inFlight: inFlight(2), recent: [aFailure(1)] });
    expect(JSON.parse((await ask(`${url}/api/status`)).body)).toMatchObject({
      health: { level: 'healthy' },
      phase: 'running',
      instances: [{ name: 'production', ratePerSecond: 4.2 }],
      sinks: [{ name: 'webhook' }],
      inFlight: 2,
      recent: 1,
    });
  });
});

describe('the server', () => {
  it('serves metrics', async () => {
    const { url } = await setUp();
    const { headers, body } = await ask(`${url}/metrics`);
    expect(headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(body).toContain('sso_admin_waiter_build_info{version="1.2.3"} 1');
  });

  it.each([
    ['/', 'text/html; charset=utf-8', '<!doctype html>'],
    ['/page/page.css', 'text/css; charset=utf-8', ':root'],
    ['/page/page.js', 'text/javascript; charset=utf-8', 'connect('],
  ])('serves the page: %s', async (path, type, text) => {
    const { url } = await setUp();
    const { status, headers, body } = await ask(`${url}${path}`);
    expect(status).toBe(200);
    expect(headers['content-type']).toBe(type);
    expect(body).toContain(text);
  });

  it('serves every file that the page requests', async () => {
    const { url } = await setUp();
    const left = ['/'];
    for (let path = left.pop(); path !== undefined; path = left.pop()) {
      const { status, body } = await ask(`${url}${path}`);
      expect(status, path).toBe(200);
      const names = Array.from(body.matchAll(/(?:from '\.|="page)\/([\w.-]+)['"]/g));
      left.push(...names.map(([, name]) => `/page/${name}`));
    }
    for (const name of readdirSync(
      new URL('../../../src/watcher/dashboard/page', import.meta.url),
    )) {
      const path = name === 'index.html' ? '/' : `/page/${name}`;
      expect((await ask(`${url}${path}`)).status, path).toBe(200);
    }
  });

  it.each(['/nothing', '/page/', '/page/../serve.js', '/page/%2e%2e/serve.js', '//livez', '*'])(
    'responds with 404 to %s',
    async (path) => {
      const { server } = await setUp();
      const reply = await ask(server.url, { headers: {}, path });
      expect(reply.status).toBe(404);
      expect(JSON.parse(reply.body)).toEqual({ error: 'Not found.' });
    },
  );

  it('responds to HEAD without a body', async () => {
    const { url } = await setUp();
    const { status, headers, body } = await ask(`${url}/livez`, { method: 'HEAD' });
    expect({ status, length: headers['content-length'], body }).toEqual({
      status: 200,
      length: '6',
      body: '',
    });
    expect((await ask(`${url}/events`, { method: 'HEAD' })).body).toBe('');
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])('rejects %s', async (method) => {
    const { url } = await setUp();
    const { status, headers } = await ask(`${url}/api/requests`, { method });
    expect({ status, allow: headers.allow }).toEqual({ status: 405, allow: 'GET, HEAD' });
  });

  it('sends headers that prevent use by other sites', async () => {
    const { url } = await setUp();
    for (const path of ['/', '/livez', '/metrics', '/api/status', '/nothing']) {
      const { headers } = await ask(`${url}${path}`, { headers: { origin: 'http://evil.test' } });
      expect(headers).toMatchObject({
        'content-security-policy':
          "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; " +
          "img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-resource-policy': 'same-origin',
        'cache-control': 'no-store',
      });
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
  });

  it('responds with an error when the watcher fails, and logs it', async () => {
    const lines: unknown[] = [];
    const write = (fields: object, message: string) => lines.push([fields, message]);
    const logger = { debug: write, info: () => undefined, warn: write, error: write };
    const { watcher, url } = await setUp({}, { logger });
    watcher.snapshot = () => {
      throw new Error('no\u001B way');
    };
    expect((await ask(`${url}/api/status`)).status).toBe(500);
    expect(lines).toEqual([[{ path: '/api/status', reason: 'no\\u001b way' }, 'a request failed']]);
  });
});

describe('a foreign name in the Host header', () => {
  it('gets only whether the watcher is alive and ready', async () => {
    const { url } = await setUp();
    const headers = { host: 'evil.test:9464' };
    for (const path of ['/', '/metrics', '/api/requests', '/events', '/page/page.js', '/nothing']) {
      const { status, body } = await ask(`${url}${path}`, { headers });
      expect(status, path).toBe(421);
      expect(body).toContain('The host "evil.test:9464" is not a known name of this server.');
    }
    expect(await ask(`${url}/livez`, { headers })).toMatchObject({ status: 200, body: 'alive\n' });
    expect(await ask(`${url}/readyz`, { headers })).toMatchObject({ status: 200, body: 'ready\n' });
    expect((await ask(`${url}/readyz`, { headers, method: 'POST' })).status).toBe(405);
  });

  it('does not get the reasons, which name accounts and receivers', async () => {
    const arn = 'arn:aws:sso:::instance/ssoins-sentinel';
    const problem = { since: new Date(), fault: 'denied', message: `not on ${arn}` } as const;
    const instances = [anInstance({ problem })];
    const { server } = await setUp({ instances }, { host: '0.0.0.0' });
    const url = `http://127.0.0.1:${server.port}/readyz`;
    for (const accept of ['*/*', 'application/json']) {
      expect(await ask(url, { headers: { accept, host: 'evil.test' } })).toMatchObject({
        status: 503,
        body: 'not ready\n',
      });
      // Like requests of the kubelet and of the page.
      for (const host of ['10.1.2.3:9464', 'localhost']) {
        const { status, body } = await ask(url, { headers: { accept, host } });
        expect(status).toBe(503);
        expect(body).toContain(arn);
      }
    }
    const local = await setUp({ instances });
    expect(await ask(`${local.url}/readyz`, { headers: { host: '10.1.2.3' } })).toMatchObject({
      status: 503,
      body: 'not ready\n',
    });
  });

  it('gets everything when it is allowed', async () => {
    const { url } = await setUp({}, { allowedHosts: ['watcher.example'] });
    expect((await ask(`${url}/`, { headers: { host: 'Watcher.Example' } })).status).toBe(200);
  });

  it('may be an address for metrics, if other machines can reach the server', async () => {
    const headers = { host: '10.1.2.3:9464' };
    const { server } = await setUp({}, { host: '0.0.0.0' });
    const url = `http://127.0.0.1:${server.port}`;
    expect((await ask(`${url}/metrics`, { headers })).status).toBe(200);
    expect((await ask(`${url}/api/status`, { headers })).status).toBe(421);
    const local = await setUp();
    expect((await ask(`${local.url}/metrics`, { headers })).status).toBe(421);
  });
});

describe('the stream', () => {
  it('starts with the state', async () => {
    const { url } = await setUp({ inFlight: inFlight(2) });
    const stream = await openReply(`${url}/events`);
    stream.on('error', () => undefined).setEncoding('utf8');
    expect(stream.headers['content-type']).toBe('text/event-stream');
    let text = '';
    for await (const chunk of stream) {
      text += String(chunk);
      if (text.endsWith('\n\n') && text.includes('event:')) break;
    }
    const data = /^event: state\ndata: (.*)\n\n/m.exec(text)?.[1] ?? '';
    expect(JSON.parse(data)).toMatchObject({ state: { version: '1.2.3', inFlight: { total: 2 } } });
  });

  it('is limited to 50 clients', async () => {
    const { url, watcher } = await setUp();
    const streams = await Promise.all(Array.from({ length: 50 }, () => openReply(`${url}/events`)));
    const refused = await ask(`${url}/events`);
    expect(refused.status).toBe(503);
    expect(JSON.parse(refused.body).error).toBe('Too many pages are open. Close one of them.');
    for (const stream of streams) stream.on('error', () => undefined).destroy();
    for (let turn = 0; turn < 1_000 && watcher.listeners > 1; turn += 1) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect((await openReply(`${url}/events`)).on('error', () => undefined).statusCode).toBe(200);
  });
});

describe('connections', () => {
  /** Opens `count` connections without a request. */
  async function connectIdle(port: number, count: number): Promise<Socket[]> {
    const sockets = Array.from({ length: count }, () => connect(port, '127.0.0.1'));
    await Promise.all(
      sockets.map((socket) =>
        once(
          socket.on('error', () => {}),
          'connect',
        ),
      ),
    );
    return sockets;
  }

  it('that are idle are closed at the limit, the longest idle first', async () => {
    const { server, url } = await setUp();
    const [oldest] = await connectIdle(server.port, 1);
    const others = await connectIdle(server.port, 255);
    const closed = new Promise((resolve) => oldest?.resume().once('close', resolve));
    expect((await ask(`${url}/livez`)).status).toBe(200);
    await closed;
    expect(others.filter(({ destroyed }) => destroyed)).toEqual([]);
    for (const socket of others) socket.destroy();
  });

  it('that are in use are not closed at the limit', async () => {
    const { server, url } = await setUp();
    const stream = await openReply(`${url}/events`);
    let ended = false;
    stream.on('error', () => {}).once('close', () => (ended = true));
    stream.resume();
    const sockets = await connectIdle(server.port, 300);
    expect((await ask(`${url}/livez`)).status).toBe(200);
    expect(ended).toBe(false);
    for (const socket of sockets) socket.destroy();
  });
});

it('accepts any watcher', () => {
  expectTypeOf<Watcher>().toExtend<WatcherView>();
});

describe('listening', () => {
  it('reports the remedy when the port is in use', async () => {
    const { server, watcher } = await setUp();
    await expect(serveWatcher(watcher, { port: server.port })).rejects.toMatchObject({
      code: 'EADDRINUSE',
      message: `Can't listen on 127.0.0.1, port ${server.port}: the port is in use. Stop the other process, or choose another port.`,
    });
    expect(watcher.listeners).toBe(1);
  });

  it.each([
    [{ port: 70_000 }, 'port must be a whole number from 0 to 65535, but received 70000.'],
    [{ port: 1.5 }, 'port must be'],
    [{ port: 0, host: '' }, 'host must be'],
    [{ port: 0, allowedHosts: ['http://x/'] }, 'allowedHosts must be a list of host names'],
  ])('rejects %j', async (options, message) => {
    const attempt = serveWatcher(new FakeWatcher(aSnapshot()), options);
    await expect(attempt).rejects.toThrow(InvalidOptionError);
    await expect(attempt).rejects.toThrow(message);
  });

  it('closes its streams, removes its listeners, and frees the port', async () => {
    const { server, watcher, url } = await setUp();
    const stream = await openReply(`${url}/events`);
    const ended = new Promise((resolve) => stream.once('close', resolve));
    stream.on('error', () => undefined).resume();
    expect(watcher.listeners).toBe(2);
    await server.close();
    await ended;
    await server.close();
    expect(watcher.listeners).toBe(0);
    await expect(ask(`${url}/livez`)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    const again = await serveWatcher(watcher, { port: server.port });
    opened.push(again);
    expect(again.url).toBe(url);
  });
});
