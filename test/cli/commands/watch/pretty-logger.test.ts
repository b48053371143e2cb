import { describe, expect, it } from 'vitest';
import { prettyLine, prettyLogger } from '../../../../src/cli/commands/watch/pretty-logger.js';
import { HOSTILE, UNSAFE } from '../../terminal/support.js';

const at = new Date(2026, 0, 31, 8, 5, 9);

describe('prettyLine', () => {
  it('shows time, level, message and fields', () => {
    const fields = { type: 'failed', reason: 'not "found"', count: 2, names: ['a', 'b c'], at: '' };
    expect(prettyLine({ at, level: 'warn', message: 'the request failed', fields }, false)).toBe(
      '08:05:09 warn  the request failed reason="not \\"found\\"" count=2 names=a,"b c" at=""',
    );
  });

  it('has colours if they are enabled', () => {
    const line = prettyLine({ at, level: 'error', message: 'no', fields: {} }, true);
    expect(line).toContain('\u001B[31merror');
  });

  it('is safe for terminals', () => {
    const entry = {
      at,
      level: 'info',
      message: HOSTILE,
      fields: { [HOSTILE]: [HOSTILE] },
    } as const;
    expect(prettyLine(entry, false)).not.toMatch(UNSAFE);
  });
});

describe('prettyLogger', () => {
  it.each([
    ['trace', ['debug', 'info', 'warn', 'error']],
    ['info', ['info', 'warn', 'error']],
    ['error', ['error']],
    ['silent', []],
  ] as const)('at %s writes %j', (least, levels) => {
    const lines: string[] = [];
    const logger = prettyLogger(least, { write: (line) => lines.push(line), colour: false });
    for (const level of ['debug', 'info', 'warn', 'error'] as const) logger[level]({}, 'x');
    expect(lines.map((line) => line.split(' ')[1])).toEqual(levels);
  });
});
