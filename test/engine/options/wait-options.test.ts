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

/** The error about these options, if they are invalid. */
function errorOf(options: object): { option: string; message: string } | undefined {
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

  it('keeps the given options, and treats undefined as absent', () => {
    const given = { timeoutMs: 1, details: 'all', notFoundGraceMs: 0, maxTps: 0.5 } as const;
    expect(resolveWaitOptions(given)).toEqual({ ...DEFAULT_WAIT_OPTIONS, ...given });
    const absent = { timeoutMs: undefined, details: undefined } as unknown as WaitOptions;
    expect(resolveWaitOptions(absent)).toEqual(DEFAULT_WAIT_OPTIONS);
  });

  it('raises the default of the longest pause to the shortest', () => {
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
  ])('names %s if it is invalid', (option, values) => {
    for (const value of values) expect(errorOf({ [option]: value })).toMatchObject({ option });
  });

  it('names the value received and what is expected', () => {
    expect(errorOf({ timeoutMs: '15m' })?.message).toBe(
      'timeoutMs must be a number greater than 0, but received "15m".',
    );
    expect(errorOf({ details: 'some' })?.message).toBe(
      'details must be one of failed, all, but received "some".',
    );
  });

  it('rejects a longest pause below the shortest', () => {
    expect(errorOf({ minDelayMs: 2_000, maxDelayMs: 1_000 })).toMatchObject({
      option: 'maxDelayMs',
      message: 'maxDelayMs must be at least minDelayMs (2000), but received 1000.',
    });
  });

  it('checks the connection too', () => {
    expect(errorOf({ endpointUrl: 'localhost' })).toMatchObject({ option: 'endpointUrl' });
  });
});

describe('checkConnection', () => {
  const client = clientOf(createEmulator());

  it.each([
    ['nothing', {}],
    ['a client', { client }],
    [
      'the settings of a client',
      { region: 'eu-west-1', profile: 'p', endpointUrl: 'http://[::1]:1' },
    ],
  ])('accepts %s', (_, options) => {
    expect(() => checkConnection(options)).not.toThrow();
  });

  it.each([
    ['a client and a Region', { client, region: 'eu-west-1' }, 'client'],
    ['a client and an endpoint', { client, endpointUrl: 'http://127.0.0.1' }, 'client'],
    ['a value that is not a client', { client: {} }, 'client'],
    ['null as a client', { client: null }, 'client'],
    ['an endpoint that is not a URL', { endpointUrl: '127.0.0.1' }, 'endpointUrl'],
  ])('rejects %s', (_, options, option) => {
    expect(() => checkConnection(options as object)).toThrow(
      expect.objectContaining({ code: 'INVALID_OPTION', option }),
    );
  });
});

describe('the options of calls and timeouts', () => {
  it('resolveCallOptions fills in and checks the call options alone', () => {
    expect(resolveCallOptions({})).toEqual({ maxTps: 10, callTimeoutMs: 10_000 });
    expect(() => resolveCallOptions({ maxTps: 0 })).toThrow(/^maxTps must be/);
  });

  it('resolveTimeout accepts a number greater than 0', () => {
    expect(resolveTimeout({ timeoutMs: 1 }, 2)).toBe(1);
    expect(resolveTimeout({}, 2)).toBe(2);
    expect(() => resolveTimeout({ timeoutMs: 0 }, 2)).toThrow(/^timeoutMs must be/);
    expect(() => resolveTimeout({ timeout: 5 } as never, 2)).toThrow(/^options must be made of/);
  });
});

describe('an option that would be ignored or fail later', () => {
  it.each([
    ['an unknown option', { timeout: 5 }, 'options'],
    ['a controller instead of its signal', { signal: new AbortController() }, 'signal'],
    ['null as a signal', { signal: null }, 'signal'],
    ['a logger without warn', { logger: { debug() {}, info() {}, error() {} } }, 'logger'],
  ])('is rejected: %s', (_, options, option) => {
    expect(() => resolveWaitOptions(options as object)).toThrow(
      expect.objectContaining({ code: 'INVALID_OPTION', option }),
    );
  });
});
