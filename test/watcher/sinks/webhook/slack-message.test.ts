import { describe, expect, it } from 'vitest';
import { slackMessageOf } from '../../../../src/watcher/sinks/webhook/slack-message.js';
import { HOSTILE } from '../../../cli/terminal/support.js';
import { discovered, failed, succeeded } from '../support.js';

describe('a message for Slack', () => {
  it('contains the result, and the ids of the request', () => {
    expect(slackMessageOf(succeeded)).toEqual({
      text: [
        'SUCCEEDED: account assignment creation in account 111122223333 after 1 min',
        'Permission set: arn:aws:sso:::permissionSet/ssoins-1234567890abcdef/ps-1234567890abcdef',
        'Principal: USER 94482488-3041-7074-0da9-1d9b2d7cb3ca',
        'Request: 0f6e1f0a-1b2c-4d3e-8f90-000000000001',
      ].join('\n'),
      mrkdwn: false,
    });
  });

  it('contains the reason of a failure', () => {
    const lines = slackMessageOf(failed('Not supported policy')).text.split('\n');
    expect(lines.slice(0, 2)).toEqual([
      'FAILED: account assignment creation in account 111122223333 after 1 min',
      'Reason: Not supported policy',
    ]);
    expect(slackMessageOf(failed()).text).toContain('\nReason: none was given\n');
  });

  it('omits unknown details', () => {
    const { kind, instanceArn, requestId, id, at } = succeeded;
    const bare = { kind, instanceArn, requestId, id, at } as const;
    expect(slackMessageOf({ ...bare, type: 'succeeded', status: 'SUCCEEDED' }).text).toBe(
      `SUCCEEDED: account assignment creation\nRequest: ${requestId}`,
    );
    expect(slackMessageOf(discovered).text).toMatch(/^IN_PROGRESS: account assignment creation in/);
  });

  it('escapes mentions, links and formatting in a reason', () => {
    const { text } = slackMessageOf(failed('<!channel> <https://evil.example|AWS> & &lt; *b*'));
    expect(text).toContain(
      'Reason: &lt;!channel&gt; &lt;https://evil.example|AWS&gt; &amp; &amp;lt; *b*\n',
    );
    expect(text).not.toMatch(/[<>]/);
  });

  it('escapes and truncates a reason, and keeps it on its line', () => {
    const text = slackMessageOf(failed(HOSTILE)).text;
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
    expect(text.split('\n')).toHaveLength(5);
    const long = slackMessageOf(failed('x'.repeat(50_000))).text;
    expect(long).toContain(`Reason: ${'x'.repeat(1_000)}\n`);
  });
});
