import { describe, expect, it } from 'vitest';
import { InvalidOptionError } from '../../../../src/engine/results/errors.js';
import type { WebhookSinkOptions } from '../../../../src/watcher/sinks/webhook/webhook-options.js';
import { createWebhookSink } from '../../../../src/watcher/sinks/webhook/webhook-sink.js';

const url = 'https://hooks.example/services/topSecretPath';
const SECRET = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;

/** The error about invalid options. */
function refusalOf(options: object): InvalidOptionError {
  try {
    createWebhookSink(options as WebhookSinkOptions);
  } catch (error) {
    if (error instanceof InvalidOptionError) return error;
    throw error;
  }
  throw new Error('They were taken.');
}

it('has defaults for all but the URL', () => {
  expect(createWebhookSink({ url })).toMatchObject({
    name: 'webhook',
    receives: 'terminal',
    concurrency: 8,
  });
});

it('accepts all options', () => {
  const options = { url, secret: SECRET, name: 'audit', receives: 'all', concurrency: 2 } as const;
  expect(createWebhookSink(options)).toMatchObject({
    name: 'audit',
    receives: 'all',
    concurrency: 2,
  });
});

describe.each([
  ['no URL', {}, 'url', 'a URL that begins with https://'],
  [
    'what is no URL',
    { url: 'hooks.example/topSecretPath' },
    'url',
    'a URL that begins with https://',
  ],
  [
    'another protocol',
    { url: 'ftp://hooks.example/topSecretPath' },
    'url',
    'The value received is not shown',
  ],
  [
    'a user in the URL',
    { url: 'https://me:topSecret@a.example/x' },
    'url',
    'without blanks, a user or a password',
  ],
  ['no time', { url, timeoutMs: 0 }, 'timeoutMs', 'received 0'],
  ['no concurrency', { url, concurrency: 0 }, 'concurrency', 'received 0'],
  ['half a concurrency', { url, concurrency: 1.5 }, 'concurrency', 'a whole number'],
  ['another format', { url, format: 'teams' }, 'format', 'cloudevents, slack'],
  ['other events', { url, receives: 'failed' }, 'receives', 'all, terminal'],
  ['an unknown option', { url, retries: 3 }, 'options', '"retries"'],
  ['no function to fetch', { url, fetch: 'node-fetch' }, 'fetch', 'a function'],
  ['headers of another shape', { url, headers: 'a: topSecret' }, 'headers', 'names and texts'],
  ['headers in a list', { url, headers: ['a: topSecret'] }, 'headers', 'names and texts'],
  ['headers in a map', { url, headers: new Map([['host', 'x']]) }, 'headers', 'names and texts'],
  [
    'headers in an object of fetch',
    { url, headers: new Headers({ host: 'x' }) },
    'headers',
    'names',
  ],
  ['a header of its own', { url, headers: { 'Webhook-Id': '1' } }, 'headers', '"Webhook-Id"'],
  [
    'a header that HTTP does not allow',
    { url, headers: { a: 'topSecret\n\u2603' } },
    'headers',
    '"a"',
  ],
  ['a header that is no text', { url, headers: { a: 1 } }, 'headers', '"a"'],
  ['an empty secret', { url, secret: ' \n' }, 'secret', 'whsec_ and'],
  ['a secret that is not base64', { url, secret: 'whsec_topSecret!' }, 'secret', 'in base64'],
  ['a short secret', { url, secret: `whsec_${btoa('topSecret123')}` }, 'secret', '24 to 64'],
  [
    'one of two secrets',
    { url, secret: `${SECRET} topSecret` },
    'secret',
    'The value received is not shown',
  ],
  ['an asymmetric key', { url, secret: SECRET.replace('whsec', 'whsk') }, 'secret', 'whsec_ and'],
] as const)('%s', (_, options, option, words) => {
  it('throws an error with the remedy and without secrets', () => {
    const error = refusalOf(options);
    expect(error.option).toBe(option);
    expect(error.message).toContain(words);
    expect(`${error.message}${error.stack}`).not.toMatch(/topSecret|BwcHBwcH/);
    expect(error.message).not.toContain(btoa('topSecret123'));
  });
});

it('ignores a symbol among the headers', () => {
  expect(createWebhookSink({ url, headers: { [Symbol('x')]: 'y' } }).name).toBe('webhook');
});

it('shows no URL that was given in place of the options', () => {
  expect(refusalOf(url as never).message).not.toContain('topSecret');
});
