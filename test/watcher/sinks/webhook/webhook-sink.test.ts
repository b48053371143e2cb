import { EventEmitter, getEventListeners, once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { createServer } from 'node:net';
import { HTTP } from 'cloudevents';
import { Webhook } from 'standardwebhooks';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { escapeJson } from '../../../../src/engine/util/escape-control-chars.js';
import { cloudEventOf } from '../../../../src/watcher/sinks/webhook/webhook-request.js';
import { slackMessageOf } from '../../../../src/watcher/sinks/webhook/slack-message.js';
import type { WebhookSinkOptions } from '../../../../src/watcher/sinks/webhook/webhook-options.js';
import { createWebhookSink } from '../../../../src/watcher/sinks/webhook/webhook-sink.js';
import { passTime, useVirtualTime } from '../../../support/virtual-time.js';
import { answering, startReceiver, type Answer, type Receiver } from '../receiver.js';
import { attempt, failed, succeeded } from '../support.js';

const SECRET = `whsec_${Buffer.from('a secret of 24 bytes: 12').toString('base64')}`;
const NEXT_SECRET = `whsec_${Buffer.from('another one, of 32 bytes: 123456').toString('base64')}`;
const PATH = '/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX?key=querySecret';

const opened: { close(): unknown }[] = [];

afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.close()));
});
// Registered last, so that real time is restored before the resources are closed.
useVirtualTime();

async function setUp(answer: Answer, options: Partial<WebhookSinkOptions> = {}) {
  const receiver = await startReceiver(answer);
  opened.push(receiver);
  return { receiver, sink: createWebhookSink({ url: `${receiver.url}${PATH}`, ...options }) };
}

/** One attempt at a receiver. */
async function answerOf(...answer: Parameters<typeof answering>) {
  const { sink, receiver } = await setUp(answering(...answer));
  return { delivery: await sink.deliver(succeeded, attempt()), origin: receiver.url };
}

function only({ messages }: Receiver) {
  expect(messages).toHaveLength(1);
  return messages[0]!;
}

describe('a message', () => {
  it('is a CloudEvent', async () => {
    const { sink, receiver } = await setUp(answering(204));
    expect(await sink.deliver(succeeded, attempt())).toEqual({ type: 'delivered' });
    const { method, path, headers, body } = only(receiver);
    expect({ method, path }).toEqual({ method: 'POST', path: PATH });
    expect(headers).toMatchObject({
      'content-type': 'application/cloudevents+json; charset=utf-8',
      'user-agent': 'sso-admin-waiter',
      'webhook-id': succeeded.id,
      'webhook-timestamp': String(Date.parse('2026-01-01T00:00:00Z') / 1000),
    });
    expect(headers).not.toHaveProperty('webhook-signature');
    expect(body).toBe(escapeJson(cloudEventOf(succeeded)));
    expect(HTTP.toEvent({ headers, body })).toHaveProperty('id', succeeded.id);
  });

  it('is signed as Standard Webhooks, with each secret and the time of the attempt', async () => {
    const { sink, receiver } = await setUp(answering(200), {
      secret: `${SECRET},  ${NEXT_SECRET}\n`,
    });
    const event = failed('Überraschung ☃');
    await sink.deliver(event, attempt());
    vi.setSystemTime(new Date('2026-01-01T02:00:00.999Z'));
    await sink.deliver(event, attempt());

    const [first, second] = receiver.messages;
    expect(first?.headers['webhook-id']).toBe(second?.headers['webhook-id']);
    expect(second?.headers['webhook-timestamp']).toBe('1767232800');
    const headers = second?.headers as Record<string, string>;
    expect(headers['webhook-signature']?.split(' ')).toHaveLength(2);
    for (const secret of [SECRET, NEXT_SECRET]) {
      const verified = new Webhook(secret).verify(second?.body ?? '', headers);
      expect(verified).toHaveProperty('id', event.id);
    }
    const stranger = new Webhook(Buffer.from('not the secret, 24 bytes').toString('base64'));
    expect(() => stranger.verify(second?.body ?? '', headers)).toThrow('No matching signature');
  });

  it('has the Slack format if it is configured', async () => {
    const { sink, receiver } = await setUp(answering(200, {}, 'ok'), { format: 'slack' });
    expect(await sink.deliver(succeeded, attempt())).toEqual({ type: 'delivered' });
    const { headers, body } = only(receiver);
    expect(headers['content-type']).toBe('application/json; charset=utf-8');
    expect(JSON.parse(body)).toEqual(slackMessageOf(succeeded));
  });

  it('contains the configured headers', async () => {
    const { sink, receiver } = await setUp(answering(200), {
      headers: { Authorization: 'Bearer abc', 'x-team': 'identity' },
    });
    await sink.deliver(succeeded, attempt());
    expect(only(receiver).headers).toMatchObject({
      authorization: 'Bearer abc',
      'x-team': 'identity',
    });
  });
});

describe('a response', () => {
  it.each([200, 201, 202, 204])('of %i accepts the event', async (status) => {
    expect((await answerOf(status)).delivery).toEqual({ type: 'delivered' });
  });

  it.each([401, 403, 404, 408, 425, 429, 500, 502, 503, 504])(
    'of %i requests a retry',
    async (status) => {
      const { delivery, origin } = await answerOf(status);
      expect(delivery).toEqual({ type: 'retry', reason: `${origin} responded with ${status}` });
    },
  );

  it.each([400, 410, 413, 422])('of %i rejects the event', async (status) => {
    const { delivery, origin } = await answerOf(status, {}, 'no_service\n');
    expect(delivery).toEqual({
      type: 'rejected',
      reason: `${origin} responded with ${status}`,
      detail: 'no_service',
    });
  });

  it.each([
    ['seconds', '120', 120_000],
    ['a date', 'Thu, 01 Jan 2026 00:10:00 GMT', 600_000],
    ['more than is obeyed', '86400', 86_400_000],
  ])('contains a retry hint, in %s', async (_, value, retryAfterMs) => {
    const { delivery } = await answerOf(503, { 'retry-after': value });
    expect(delivery).toMatchObject({ type: 'retry', retryAfterMs });
  });

  it('that redirects is not followed', async () => {
    const elsewhere = await startReceiver(answering(200));
    opened.push(elsewhere);
    const { delivery, origin } = await answerOf(307, { location: `${elsewhere.url}/new/secret` });
    expect(delivery).toEqual({
      type: 'retry',
      reason:
        `${origin} responded with 307, a redirect to ${elsewhere.url}; ` +
        'redirects are not followed, so configure the new URL',
    });
    expect(elsewhere.messages).toEqual([]);
  });

  it.each([
    ['its path', 'text/plain', `Cannot POST ${PATH}`],
    ['a part of its path', 'application/json', '{"path":"\\/B00000000\\/"}'],
    ['its query', 'text/plain', 'unknown key querySecret'],
    ['a header', 'text/plain', 'bad token headerSecret'],
    ['a page', 'text/html; charset=utf-8', '<html>Not found</html>'],
  ])('is not quoted if it repeats %s', async (_, type, body) => {
    const { sink, receiver } = await setUp(answering(404, { 'content-type': type }, body), {
      headers: { authorization: 'Bearer headerSecret' },
    });
    const delivery = await sink.deliver(succeeded, attempt());
    expect(delivery).toEqual({ type: 'retry', reason: `${receiver.url} responded with 404` });
  });

  it('is quoted escaped and truncated', async () => {
    const { delivery, origin } = await answerOf(400, {}, `\u001B[2J\n ${'y'.repeat(3_000)}`);
    expect(delivery).toEqual({
      type: 'rejected',
      reason: `${origin} responded with 400`,
      detail: `\\u001b[2J ${'y'.repeat(200 - 10)}`,
    });
  });
});

describe('a receiver', () => {
  it('that sends an endless body is cut off, and its status counts', async () => {
    let cutOff: Promise<unknown> | undefined;
    const { sink, receiver } = await setUp((response) => {
      cutOff = once(response, 'close');
      response.writeHead(500);
      const more = () => response.write('z'.repeat(65_536)) && setImmediate(more);
      response.on('drain', more);
      more();
    });
    const delivery = await sink.deliver(succeeded, attempt());
    expect(delivery).toEqual({
      type: 'retry',
      reason: `${receiver.url} responded with 500`,
      detail: 'z'.repeat(200),
    });
    await cutOff;
  });

  it('that never ends its body is cut off, and its status counts', async () => {
    let cutOff: Promise<unknown> | undefined;
    const answers = new EventEmitter();
    const answered = once(answers, 'status');
    const { sink } = await setUp(
      (response) => {
        cutOff = once(response, 'close');
        response.writeHead(200).write('ok');
      },
      {
        fetch: async (...call) => {
          const response = await fetch(...call);
          answers.emit('status');
          return response;
        },
      },
    );
    const delivery = sink.deliver(succeeded, attempt());
    await answered;
    await passTime(1_000);
    expect(await delivery).toEqual({ type: 'delivered' });
    await cutOff;
  });

  it('that does not respond in time is retried, and its connection closed', async () => {
    let cutOff: Promise<unknown> | undefined;
    const { sink, receiver } = await setUp(
      (response) => {
        cutOff = once(response, 'close');
      },
      { timeoutMs: 5_000 },
    );
    const controller = new AbortController();
    const delivery = sink.deliver(succeeded, attempt(controller.signal));
    await receiver.arrived(1);
    await passTime(5_000);
    expect(await delivery).toEqual({
      type: 'retry',
      reason: `${receiver.url} did not respond within 5000 ms`,
    });
    await cutOff;
    expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
  });

  it('that does not respond does not block a stop', async () => {
    let cutOff: Promise<unknown> | undefined;
    const { sink, receiver } = await setUp((response) => {
      cutOff = once(response, 'close');
    });
    const controller = new AbortController();
    const delivery = sink.deliver(succeeded, attempt(controller.signal));
    await receiver.arrived(1);
    controller.abort();
    expect(await delivery).toEqual({ type: 'retry', reason: 'the watcher is stopping' });
    await cutOff;
  });

  it('that closes the connection is retried', async () => {
    const { sink, receiver } = await setUp((response) => response.destroy());
    expect(await sink.deliver(succeeded, attempt())).toEqual({
      type: 'retry',
      reason: `${receiver.url} could not be reached: UND_ERR_SOCKET`,
    });
  });

  it('that is down is retried', async () => {
    const receiver = await startReceiver(answering(200));
    await receiver.close();
    const sink = createWebhookSink({ url: `${receiver.url}${PATH}` });
    expect(await sink.deliver(succeeded, attempt())).toEqual({
      type: 'retry',
      reason: `${receiver.url} could not be reached: ECONNREFUSED`,
    });
  });

  it('that does not speak HTTP is retried', async () => {
    const server = createServer((socket) => socket.end('220 mail.example ESMTP\r\n'));
    opened.push(server);
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as { port: number };
    const sink = createWebhookSink({ url: `http://127.0.0.1:${port}${PATH}` });
    const delivery = await sink.deliver(succeeded, attempt());
    expect(delivery).toMatchObject({
      type: 'retry',
      reason: expect.stringContaining('could not be reached'),
    });
  });

  it('gets all given messages at once: the sink worker limits the concurrency', async () => {
    const responses: ServerResponse[] = [];
    const { sink, receiver } = await setUp((response) => responses.push(response), {
      concurrency: 1,
    });
    expect(sink.concurrency).toBe(1);
    const deliveries = [1, 2, 3].map(() => sink.deliver(succeeded, attempt()));
    await receiver.arrived(3);
    responses.forEach((response) => response.end());
    const delivered = { type: 'delivered' };
    expect(await Promise.all(deliveries)).toEqual([delivered, delivered, delivered]);
  });
});

it('shows no secret from the error of a custom fetch', async () => {
  const sink = createWebhookSink({
    url: `https://hooks.example${PATH}`,
    fetch: () => Promise.reject(new Error(`request to https://hooks.example${PATH} failed`)),
  });
  expect(await sink.deliver(succeeded, attempt())).toEqual({
    type: 'retry',
    reason: 'https://hooks.example could not be reached',
  });
});

// The fetch of Node has its own timers, so these calls use another one.
it.each([
  ['an answer', 'delivered', (): Promise<Response> => Promise.resolve(new Response('ok'))],
  ['an error', 'retry', (): Promise<Response> => Promise.reject(new Error('no'))],
  ['its time limit', 'retry', (): Promise<Response> => new Promise(() => undefined)],
])('leaves no timer and no listener after %s', async (_, type, answer) => {
  const sink = createWebhookSink({ url: 'https://hooks.example/', fetch: answer });
  const { signal } = new AbortController();
  const delivery = sink.deliver(succeeded, attempt(signal));
  await passTime(10_000);
  expect(await delivery).toHaveProperty('type', type);
  expect(vi.getTimerCount()).toBe(0);
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});

it('sends nothing after a stop', async () => {
  const { sink, receiver } = await setUp(answering(200));
  expect(await sink.deliver(succeeded, attempt(AbortSignal.abort()))).toEqual({
    type: 'retry',
    reason: 'the watcher is stopping',
  });
  expect(receiver.messages).toEqual([]);
});
