import { describe, expect, it } from 'vitest';
import { progressStyle } from '../../src/cli/flags/output-format.js';
import { runProgram } from '../../src/cli/program.js';

const ID = '0f6e1f0a-1b2c-4d3e-8f90-a1b2c3d4e5f6';
const INSTANCE = 'arn:aws:sso:::instance/ssoins-1234567890abcdef';

describe('wait', () => {
  it('has defaults', async () => {
    expect(await understood('wait', ID)).toEqual({
      source: { type: 'named', ids: [ID], stdin: false },
      kinds: ['permission-set-provisioning'],
      connection: {},
      timeoutMs: 900_000,
      failFast: false,
      output: 'text',
      reporting: { quiet: false, progress: true, logLevel: 'silent' },
    });
  });

  it('accepts every flag', async () => {
    const flags =
      '--kind account-assignment-deletion --region eu-west-1 --profile ops --max-tps 2.5 --timeout 90s' +
      ` --endpoint-url http://127.0.0.1:1 --instance-arn ${INSTANCE} --fail-fast --output json` +
      ' --quiet --no-progress --log-level debug';
    expect(await understood('wait', '-', ID, ...flags.split(' '))).toEqual({
      source: { type: 'named', ids: [ID], stdin: true },
      kinds: ['account-assignment-deletion'],
      instanceArn: INSTANCE,
      connection: { region: 'eu-west-1', profile: 'ops', endpointUrl: 'http://127.0.0.1:1' },
      timeoutMs: 90_000,
      maxTps: 2.5,
      failFast: true,
      output: 'json',
      reporting: { quiet: true, progress: false, logLevel: 'debug' },
    });
  });

  it.each([
    [['--kind', 'all']],
    [
      [
        '--kind',
        'account-assignment-deletion,permission-set-provisioning',
        '--kind',
        'account-assignment-creation',
      ],
    ],
  ])('accepts several kinds: %j', async (flags) => {
    const { kinds } = (await understood('wait', '--all', ...flags)) as { kinds: string[] };
    expect(kinds).toEqual([
      'permission-set-provisioning',
      'account-assignment-creation',
      'account-assignment-deletion',
    ]);
  });

  it.each([
    [['wait'], /Give request ids, '-' .*--all/],
    [['wait', '--all', ID], /Request ids and --all exclude each other/],
    [['wait', INSTANCE], /REQUEST_ID must be a request id/],
    [['wait', ID, '--kind', 'x'], /--kind must be one of permission-set-provisioning, /],
    [['wait', ID, '--timeout', '0'], /--timeout must be a duration/],
    [['wait', ID, '--max-tps', '-1'], /--max-tps must be a number greater than 0/],
    [['wait', ID, '--max-tps', '0x10'], /--max-tps must be a number greater than 0/],
    [['wait', ID, '--region', ''], /--region must be the name of an AWS Region/],
    [['wait', ID, '--instance-arn', ID], /--instance-arn must be the ARN of an Identity Center/],
    [['wait', ID, '--endpoint-url', 'localhost:80'], /--endpoint-url must be a URL/],
    [['list', '--limit', '0'], /--limit must be a whole number of at least 1/],
    [
      ['list', '--status', 'PENDING'],
      /--status must be one of IN_PROGRESS, SUCCEEDED, FAILED, all/,
    ],
    [['emulate', '--port', '65536'], /--port must be a whole number from 0 to 65535/],
    [['emulate', '--failure-rate', '2'], /--failure-rate must be a number from 0 to 1/],
  ])('reports the error: %j', async (args, message) => {
    await expect(understood(...args)).rejects.toThrow(message);
  });

  it.each([
    [['wait', ID, '--timout', '5m'], /Did you mean --timeout/],
    [['wait', ID, '--output', 'yaml'], /Allowed choices are text, json, ndjson/],
    [['wiat'], /Did you mean wait/],
    [[], /Usage: sso-admin-waiter/],
  ])('lets commander report the error: %j', async (args, message) => {
    const { code, err } = await run(args);
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });
});

describe('list', () => {
  it('lists everything by default', async () => {
    expect(await understood('list')).toEqual({
      kinds: [
        'permission-set-provisioning',
        'account-assignment-creation',
        'account-assignment-deletion',
      ],
      statuses: ['IN_PROGRESS', 'SUCCEEDED', 'FAILED'],
      details: false,
      connection: {},
      output: 'text',
    });
  });

  it('accepts statuses in any case', async () => {
    expect(
      await understood('list', '--status', 'failed,in_progress', '--limit', '5'),
    ).toMatchObject({
      statuses: ['IN_PROGRESS', 'FAILED'],
      limit: 5,
    });
  });
});

describe('emulate', () => {
  it('listens on a free port of this machine by default', async () => {
    expect(await understood('emulate')).toEqual({
      port: 0,
      host: '127.0.0.1',
      seed: 1,
      failureRate: 0,
    });
  });

  it('accepts every flag', async () => {
    expect(
      await understood(
        'emulate',
        ...'--port 8080 --seed 7 --median 20s --failure-rate .5 --tps 2'.split(' '),
      ),
    ).toEqual({
      port: 8080,
      host: '127.0.0.1',
      seed: 7,
      medianMs: 20_000,
      failureRate: 0.5,
      ratePerSecond: 2,
    });
  });
});

describe('progressStyle', () => {
  const reporting = { quiet: false, progress: true, logLevel: 'silent' } as const;
  it.each([
    [reporting, true, 'live'],
    [reporting, false, 'lines'],
    [{ ...reporting, quiet: true }, true, 'none'],
    [{ ...reporting, progress: false }, true, 'none'],
    [{ ...reporting, logLevel: 'info' } as const, true, 'none'],
  ])('%j, drawing %s: %s', (given, canDraw, style) => {
    expect(progressStyle(given, canDraw)).toBe(style);
  });
});

async function run(
  args: readonly string[],
): Promise<{ code: number; err: string; command: unknown }> {
  let command: unknown;
  let err = '';
  const note = (given?: unknown) => {
    command = given;
    return Promise.resolve(0);
  };
  const code = await runProgram(
    args,
    { wait: note, list: note, watch: note, deadLetters: note, emulate: note, demo: note },
    {
      version: '1.2.3',
      usage: 2,
      out: () => {},
      err: (text) => {
        err += text;
      },
    },
  );
  return { code, err, command };
}

async function understood(...args: readonly string[]): Promise<unknown> {
  return (await run(args)).command;
}
