import { describe, expect, it } from 'vitest';
import { formatError } from '../../src/cli/format-error.js';
import { exitCodeOf } from '../../src/cli/exit-code.js';
import { UsageError } from '../../src/cli/usage-error.js';
import {
  InvalidOptionError,
  RegionError,
  RequestNotFoundError,
} from '../../src/engine/results/errors.js';
import type { RequestOutcome } from '../../src/engine/results/outcome.js';
import {
  failedEvent,
  HOSTILE,
  progressOf,
  succeededEvent,
  timedOutEvent,
  UNSAFE,
} from './terminal/support.js';

const succeeded = succeededEvent();
const failed = failedEvent('Why');
const timedOut = timedOutEvent();
const { lastStatus: _, ...unreachable } = timedOut;
const error = new RequestNotFoundError('Unknown.');
const notFound: RequestOutcome = { ...progressOf(), type: 'not-found', error };
const refused: RequestOutcome = { ...progressOf(), type: 'refused', error: new RegionError('No.') };

describe('exitCodeOf', () => {
  it.each<[string, readonly RequestOutcome[], number]>([
    ['nothing', [], 0],
    ['all succeeded', [succeeded, succeeded], 0],
    ['one failed', [succeeded, failed], 1],
    ['unknown id', [succeeded, notFound], 3],
    ['refused', [refused], 3],
    ['timed out without any answer', [unreachable], 3],
    ['timed out with only the word of the start call', [{ ...timedOut, polls: 0 }], 3],
    ['timed out', [succeeded, timedOut], 124],
    ['failed goes before all', [timedOut, notFound, failed], 1],
    ['not found goes before timed out', [timedOut, notFound], 3],
  ])('%s', (_name, outcomes, code) => {
    expect(exitCodeOf(outcomes)).toBe(code);
  });
});

describe('formatError', () => {
  it('names the flag of an option', () => {
    const formatted = formatError(new InvalidOptionError('instanceArn', '', 'an ARN'));
    expect(formatted).toEqual({
      lines: [
        'error: --instance-arn must be an ARN, but received an empty string.',
        'See --help for usage.',
      ],
      code: 2,
    });
  });

  it('returns one line for errors of AWS', () => {
    expect(formatError(new RegionError('No AWS Region is configured.'))).toEqual({
      lines: ['error: No AWS Region is configured.'],
      code: 3,
    });
  });

  it('returns the stack trace of unexpected errors', () => {
    const { lines, code } = formatError(new TypeError('x is not a function'));
    expect(lines[0]).toBe('error: unexpected: TypeError: x is not a function');
    expect(lines.length).toBeGreaterThan(1);
    expect(code).toBe(3);
  });

  it('is safe for terminals', () => {
    for (const line of formatError(new UsageError(HOSTILE)).lines) expect(line).not.toMatch(UNSAFE);
  });
});
