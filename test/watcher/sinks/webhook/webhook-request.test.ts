import { CloudEvent, HTTP } from 'cloudevents';
import { expect, it } from 'vitest';
import { escapeJson } from '../../../../src/engine/util/escape-control-chars.js';
import {
  CLOUD_EVENT_TYPE,
  cloudEventOf,
} from '../../../../src/watcher/sinks/webhook/webhook-request.js';
import { HOSTILE, UNSAFE } from '../../../cli/terminal/support.js';
import { discovered, failed, succeeded } from '../support.js';

it('puts an event into the envelope', () => {
  expect(cloudEventOf(succeeded)).toEqual({
    specversion: '1.0',
    id: succeeded.id,
    source: 'arn:aws:sso:::instance/ssoins-1234567890abcdef',
    type: 'sso-admin-waiter.request.succeeded',
    subject: '0f6e1f0a-1b2c-4d3e-8f90-000000000001',
    time: '2026-01-01T00:00:00.000Z',
    datacontenttype: 'application/json',
    data: {
      ...succeeded,
      at: '2026-01-01T00:00:00.000Z',
      createdDate: '2025-12-31T23:59:00.000Z',
      maxDetectionDelayMs: 1_234.568,
    },
  });
});

it.each([discovered, succeeded, failed(), failed(HOSTILE)])(
  'is an event to the library that CloudEvents publishes: $type',
  (event) => {
    const body = escapeJson(cloudEventOf(event));
    expect(body).not.toMatch(UNSAFE);
    const read = HTTP.toEvent({ headers: { 'content-type': CLOUD_EVENT_TYPE }, body });
    expect(read).toBeInstanceOf(CloudEvent);
    const one = new CloudEvent({ ...cloudEventOf(event) }, true);
    expect(one.validate()).toBe(true);
    expect(JSON.parse(JSON.stringify(read))).toEqual(JSON.parse(JSON.stringify(one)));
    expect(read).toMatchObject({
      id: event.id,
      type: `sso-admin-waiter.request.${event.type}`,
      data: { requestId: event.requestId, status: event.status },
    });
  },
);
