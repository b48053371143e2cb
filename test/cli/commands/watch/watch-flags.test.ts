import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { defineWatch } from '../../../../src/cli/flags/define.js';
import { check } from '../../../../src/engine/options/check.js';
import { listenSchema } from '../../../../src/cli/flags/listen-address.js';
import { sinceSchema } from '../../../../src/cli/flags/since.js';
import { parseWatch, type WatchCommand } from '../../../../src/cli/commands/watch/watch-flags.js';

const ARN = 'arn:aws:sso:::instance/ssoins-1234567890abcdef';
const OTHER_ARN = 'arn:aws:sso:::instance/ssoins-fedcba0987654321';

describe('parseWatch', () => {
  it('omits settings without a flag', () => {
    expect(understood()).toEqual({ instanceArns: [], watcher: {}, connection: {}, stdout: true });
  });

  it('accepts every flag', () => {
    const flags =
      `--instance-arn ${ARN} --instance-arn ${OTHER_ARN} --region eu-west-1 --profile ops` +
      ' --endpoint-url http://127.0.0.1:1 --max-tps 2.5 --kind account-assignment-deletion' +
      ' --since 2d --state ./state --config watch.json --webhook https://example.com/hook' +
      ' --webhook-secret-file secret --exec notify --exec-arg -v --exec-arg --now --no-stdout' +
      ' --listen [::1]:9464 --allow-host watch.example.com --allow-host [::1]' +
      ' --drain-timeout 30s --log-level debug --log-pretty';
    expect(understood(...flags.split(' '))).toEqual({
      config: 'watch.json',
      instanceArns: [ARN, OTHER_ARN],
      connection: { region: 'eu-west-1', profile: 'ops', endpointUrl: 'http://127.0.0.1:1' },
      watcher: { maxTps: 2.5, drainTimeoutMs: 30_000 },
      kinds: ['account-assignment-deletion'],
      since: { type: 'ago', ms: 172_800_000 },
      state: './state',
      stdout: false,
      webhookUrl: 'https://example.com/hook',
      webhookSecretFile: 'secret',
      exec: { command: 'notify', args: ['-v', '--now'] },
      listen: { host: '::1', port: 9464 },
      allowedHosts: ['watch.example.com', '[::1]'],
      logLevel: 'debug',
      logPretty: true,
    });
  });

  it.each([
    [['--instance-arn', 'x y', '--instance-arn', ''], /--instance-arn must be the ARN/],
    [['--kind', 'x'], /--kind must be one of/],
    [['--max-tps', '0'], /--max-tps must be a number greater than 0/],
    [['--state', ''], /--state must be the name of a file or folder/],
    [['--exec', ' '], /--exec must be a command/],
    [['--exec-arg', 'x'], /--exec-arg requires --exec/],
    [['--allow-host', 'http://x'], /--allow-host must be a host without a port/],
    [['--drain-timeout', 'soon'], /--drain-timeout must be a duration/],
    [['--listen', 'localhost'], /--listen must be an address such as 127\.0\.0\.1:9464/],
    [['--since', '2026'], /--since must be a duration such as 1h or 2d, or a date/],
  ])('reports the error: %j', (flags, message) => {
    expect(() => understood(...flags)).toThrow(message);
  });

  it.each([
    'token-of-a-hook',
    'ftp://token-of-a-hook',
    'https://user:token-of-a-hook@example.com',
    'https://example.com/ token-of-a-hook',
    'http://[token-of-a-hook',
  ])('does not repeat an invalid URL: %s', (url) => {
    // Matches the whole message.
    const message = /^--webhook must be a URL that begins with (?:(?!token-of-a-hook).)*$/;
    expect(() => understood('--webhook', url)).toThrow(message);
  });
});

describe('an address to listen on', () => {
  it.each([
    ['9464', '127.0.0.1', 9464],
    [':9464', '127.0.0.1', 9464],
    ['0.0.0.0:80', '0.0.0.0', 80],
    ['localhost:0', 'localhost', 0],
    ['[::1]:65535', '::1', 65_535],
  ])('%s', (text, host, port) => {
    expect(check(listenSchema, text, '--listen')).toEqual({ host, port });
  });

  it.each(['', ':', '65536', '::1:80', 'host', 'host:', 'http://host:80', '[::1]', '-1', 80])(
    'rejects %j',
    (text) => {
      expect(() => check(listenSchema, text, 'listen')).toThrow(/^listen must be an address/);
    },
  );
});

describe('a start of time', () => {
  it.each([
    ['90m', 5_400_000],
    ['1d12h', 129_600_000],
  ])('%s', (text, ms) => {
    expect(check(sinceSchema, text, '--since')).toEqual({ type: 'ago', ms });
  });

  it.each([
    ['2026-01-31', '2026-01-31T00:00:00.000Z'],
    ['2026-01-31T08:00Z', '2026-01-31T08:00:00.000Z'],
    ['2024-02-29T08:00:30.5+02:00', '2024-02-29T06:00:30.500Z'],
  ])('%s', (text, date) => {
    expect(check(sinceSchema, text, '--since')).toEqual({ type: 'date', date: new Date(date) });
  });

  it.each(['', '2026', '3600', '0h', '1w', '2026-02-30', '2026-13-01', '2026-01-31T08:00', 5])(
    'rejects %j',
    (text) => {
      expect(() => check(sinceSchema, text, 'since')).toThrow(
        /^since must be a duration such as 1h or 2d/,
      );
    },
  );
});

function understood(...args: readonly string[]): WatchCommand {
  const command = defineWatch(new Command()).exitOverride();
  return parseWatch(command.parse(args, { from: 'user' }).opts());
}
