import { describe, expect, it } from 'vitest';
import { jsonArray, ndjsonLine, toPlain } from '../../../src/engine/events/ndjson.js';
import { failedEvent, HOSTILE, succeededEvent } from '../../cli/terminal/support.js';

describe('toPlain', () => {
  it('writes dates as ISO 8601 and errors as code and message', () => {
    expect(toPlain(failedEvent('Not found.'))).toEqual({
      kind: 'account-assignment-creation',
      instanceArn: 'arn:aws:sso:::instance/ssoins-1234567890abcdef',
      requestId: '0f6e1f0a-1b2c-4d3e-8f90-000000000001',
      lastStatus: 'IN_PROGRESS',
      elapsedMs: 12_345.678,
      polls: 3,
      type: 'failed',
      status: 'FAILED',
      failureReason: 'Not found.',
      category: 'other',
      error: { code: 'REQUEST_FAILED', message: 'It failed: Not found.' },
      at: '2026-01-01T00:00:00.000Z',
    });
  });

  it('omits all other members, such as a cause with a secret', () => {
    const text = ndjsonLine({ ...failedEvent('x'), $response: { headers: { token: 'secret' } } });
    expect(text).not.toContain('secret');
    expect(text).not.toContain('stack');
  });
});

describe('ndjsonLine and jsonArray', () => {
  it('write one line per object for any text', () => {
    const line = ndjsonLine(failedEvent(HOSTILE));
    expect(line.split('\n')).toEqual([expect.stringMatching(/^\{.*\}$/), '']);
    expect(JSON.parse(line)).toMatchObject({ failureReason: HOSTILE });
  });

  it('write one array of all objects', () => {
    expect(JSON.parse(jsonArray([succeededEvent(1), succeededEvent(2)]))).toHaveLength(2);
    expect(jsonArray([])).toBe('[]\n');
  });
});
