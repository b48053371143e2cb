import { expect, it } from 'vitest';
import { deliveryOf } from '../../../../src/watcher/sinks/webhook/webhook-response.js';

const url = new URL('https://hooks.example/secret');
const NOW_MS = Date.parse('2026-01-01T00:00:00Z');

/** The delivery result of a response. */
function delivery(status: number, rest: { retryAfter?: string; location?: string; text?: string }) {
  const { retryAfter, location, text = '' } = rest;
  return deliveryOf({ status, retryAfter, location, text }, url, NOW_MS);
}

it.each([
  ['without a place', undefined, 'https://hooks.example responded with 302'],
  ['to no URL', 'https://[', 'https://hooks.example responded with 302'],
  [
    'to another path',
    '/other/secret?x',
    'https://hooks.example responded with 302, a redirect to another path; ' +
      'redirects are not followed, so configure the new URL',
  ],
  [
    'to another host',
    'https://user:word@b.example/secret',
    'https://hooks.example responded with 302, a redirect to https://b.example; ' +
      'redirects are not followed, so configure the new URL',
  ],
  [
    'to what is no web',
    'javascript:secret',
    'https://hooks.example responded with 302, an invalid redirect; correct the URL',
  ],
])('retries after a redirect %s', (_, location, reason) => {
  const answer = location === undefined ? {} : { location };
  expect(delivery(302, answer)).toEqual({ type: 'retry', reason });
});

it.each([
  ['0', 0],
  ['1.5', 1_500],
  ['Wed, 31 Dec 2025 23:00:00 GMT', 0],
  ['Fri, 02 Jan 2026 00:00:00 GMT', 86_400_000],
  ['9'.repeat(400), Infinity],
])('retries after %s', (retryAfter, retryAfterMs) => {
  expect(delivery(429, { retryAfter, text: 'slow down' })).toEqual({
    type: 'retry',
    reason: 'https://hooks.example responded with 429',
    detail: 'slow down',
    retryAfterMs,
  });
});

it('uses the backoff if the hint is invalid', () => {
  expect(delivery(503, { retryAfter: 'soon' })).not.toHaveProperty('retryAfterMs');
});

it('ignores a hint if the event is rejected', () => {
  expect(delivery(410, { retryAfter: '5' })).toEqual({
    type: 'rejected',
    reason: 'https://hooks.example responded with 410',
  });
});
