import { describe, expect, it } from 'vitest';
import { createEmulator } from '../../../src/emulator/index.js';
import { InvalidOptionError } from '../../../src/engine/results/errors.js';
import {
  checkConnection,
  DEFAULT_WAIT_OPTIONS,
  resolveCallOptions,
  resolveTimeout,
  resolveWaitOptions,
  type WaitOptions,
} from '../../../src/engine/options/wait-options.js';
import { clientOf } from '../../support/clients.js';

/** The option that is complained about. */
function complaint(options: object): { option: string; message: string } | undefined {
  try {
    resolveWaitOptions(options);
    return undefined;
  } catch (error) {
    if (!(error instanceof InvalidOptionError)) throw error;
    return error;
  }
}

describe('resolveWaitOptions', () => {
  it('fills in the documented defaults', () => {
    expect(resolveWaitOptions({})).toEqual({
      timeoutMs: 900_000,
      details: 'failed',
      notFoundGraceMs: 30_000,
      minDelayMs: 800,
      maxDelayMs: 4_500,
      maxTps: 10,
      callTimeoutMs: 10_000,
    });
  });

  it('keeps what is given, and takes undefined for not given', () => {
    const given = { timeoutMs: 1, details: 'all', notFoundGraceMs: 0, maxTps: 0.5 } as const;
    expect(resolveWaitOptions(given)).toEqual({ ...DEFAULT_WAIT_OPTIONS, ...given });
    const absent = { timeoutMs: undefined, details: undefined } as unknown as WaitOptions;
    expect(resolveWaitOptions(absent)).toEqual(DEFAULT_WAIT_OPTIONS);
  });

  it('lets the longest pause grow with the shortest', () => {
    expect(resolveWaitOptions({ minDelayMs: 60_000 }).maxDelayMs).toBe(60_000);
  });

  it.each([
    ['timeoutMs', [0, -1, NaN, Infinity, '900']],
    ['maxTps', [0, -1, NaN, Infinity, '10']],
    ['callTimeoutMs', [0, -1, NaN, Infinity, {}]],
    ['maxDelayMs', [0, -1, NaN, Infinity, []]],
    ['minDelayMs', [-1, 0, NaN, Infinity, true]],
    ['notFoundGraceMs', [-1, NaN, Infinity, 'none']],
    ['details', ['some', '', 1, true]],
  ])('names %s when it is not usable', (option, values) => {
    for (const value of values) expect(complaint({ [option]: value })).toMatchObject({ option });
  });

  it('says what was received and what is expected', () => {
    expect(complaint({ timeoutMs: '15m' })?.message).toBe(
      'timeoutMs must be a number greater than 0, but received "15m".',
    );
    expect(complaint({ details: 'some' })?.message).toBe(
      'details must be one of failed, all, but received "some".',
    );
  });

  it('refuses bounds that leave no room', () => {
    expect(complaint({ minDelayMs: 2_000, maxDelayMs: 1_000 })).toMatchObject({
      option: 'maxDelayMs',
      message: 'maxDelayMs must be at least minDelayMs (2000), but received 1000.',
    });
  });

  it('checks the connection too', () => {
    expect(complaint({ endpointUrl: 'localhost' })).toMatchObject({ option: 'endpointUrl' });
  });
});

describe('checkConnection', () => {
  const client = clientOf(createEmulator());

  it.each([
    ['nothing', {}],
    ['a client', { client }],
    ['what one is made from', { region: 'eu-west-1', profile: 'p', endpointUrl: 'http://[::1]:1' }],
  ])('takes %s', (_, options) => {
    expect(() => checkConnection(options)).not.toThrow();
  });

  it.each([
    ['a client and a Region', { client, region: 'eu-west-1' }, 'client'],
    ['a client and an endpoint', { client, endpointUrl: 'http://127.0.0.1' }, 'client'],
    ['what is no client', { client: {} }, 'client'],
    ['null for a client', { client: null }, 'client'],
    ['an endpoint that is no URL', { endpointUrl: '127.0.0.1' }, 'endpointUrl'],
  ])('refuses %s', (_, options, option) => {
    expect(() => checkConnection(options as object)).toThrow(
      expect.objectContaining({ code: 'INVALID_OPTION', option }),
    );
  });
});

describe('the parts that others use', () => {
  it('resolveCallOptions fills in and checks the call options alone', () => {
    expect(resolveCallOptions({})).toEqual({ maxTps: 10, callTimeoutMs: 10_000 });
    expect(() => resolveCallOptions({ maxTps: 0 })).toThrow(/^maxTps must be/);
  });

  it('resolveTimeout takes a number greater than 0', () => {
    expect(resolveTimeout(1)).toBe(1);
    expect(() => resolveTimeout(0)).toThrow(/^timeoutMs must be/);
  });
});

describe('what would otherwise be ignored, or fail later', () => {
  it.each([
    ['an option that there is not', { timeout: 5 }, 'options'],
    ['a controller where its signal belongs', { signal: new AbortController() }, 'signal'],
    ['null for a signal', { signal: null }, 'signal'],
    ['a logger that cannot warn', { logger: { debug() {}, info() {}, error() {} } }, 'logger'],
  ])('is refused: %s', (_, options, option) => {
    expect(() => resolveWaitOptions(options as object)).toThrow(
      expect.objectContaining({ code: 'INVALID_OPTION', option }),
    );
  });
});
