import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RequestEvent } from '../../../src/watcher/request-event.js';
import {
  createWebhookSink,
  type WebhookSinkOptions,
} from '../../../src/watcher/sinks/webhook/webhook-sink.js';
import { startScript, type RunningScript } from '../../support/start-script.js';
import { aFailure, aSuccess } from '../../watcher/http/samples.js';

const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const OTHER_SECRET = `whsec_${Buffer.alloc(32, 8).toString('base64')}`;

const built = fileURLToPath(
  new URL('../../../build/examples/watch/webhook-receiver.js', import.meta.url),
);

let receiver: RunningScript;
let url: string;
beforeAll(async () => {
  receiver = startScript([built], { WEBHOOK_SECRET: SECRET, PORT: '0' });
  url = (await receiver.line(/^receiving at/)).replace('receiving at ', '');
});
afterAll(() => receiver.stop());

const deliver = (event: RequestEvent, options: Partial<WebhookSinkOptions> = {}) =>
  createWebhookSink({ url, secret: SECRET, ...options }).deliver(event, {
    signal: new AbortController().signal,
    number: 1,
  });

describe('webhook-receiver', () => {
  it('responds with 401 to another signature, and with 413 to a long event', async () => {
    const foreign = await deliver(aFailure(1), { secret: OTHER_SECRET });
    expect(foreign).toEqual({ type: 'retry', reason: `${url} responded with 401` });
    const long = await deliver(aFailure(1, { failureReason: 'x'.repeat(70_000) }));
    expect(long).toEqual({ type: 'rejected', reason: `${url} responded with 413` });
  });

  it('rejects an event without a signature', async () => {
    const { status } = await fetch(url, { method: 'POST', body: '{}' });
    expect(status).toBe(401);
    expect((await fetch(url)).status).toBe(405);
  });

  it('processes each event once, even if it is delivered again', async () => {
    const failure = aFailure(1, { failureReason: 'Too bad.' });
    const success = aSuccess(2);
    for (const event of [failure, success, failure]) {
      expect(await deliver(event)).toEqual({ type: 'delivered' });
    }
    // The output of the last event comes after all other output.
    const last = aSuccess(3);
    await deliver(last);
    await receiver.line(new RegExp(last.requestId));
    const { stdout } = await receiver.stop();
    const lines = stdout.trim().split('\n');
    expect(lines.map((line): unknown => JSON.parse(line))).toEqual([
      {
        request: failure.requestId,
        status: 'FAILED',
        accountId: failure.accountId,
        failureReason: 'Too bad.',
      },
      ...[success, last].map(({ requestId, accountId }) => ({
        request: requestId,
        status: 'SUCCEEDED',
        accountId,
        failureReason: '',
      })),
    ]);
  });
});
