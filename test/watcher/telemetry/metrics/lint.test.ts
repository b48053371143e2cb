import { describe, expect, it } from 'vitest';
import { parseExposition } from './exposition.js';
import { lint } from './lint.js';

function family(name: string, type: string, ...samples: readonly string[]): string {
  return [`# HELP ${name} Help.`, `# TYPE ${name} ${type}`, ...samples, ''].join('\n');
}

const P = 'sso_admin_waiter_';

describe('the lint', () => {
  it.each([
    [family('calls_total', 'counter'), 'an odd name'],
    [family(`${P}calls`, 'counter'), '_total is for counters, and only those'],
    [family(`${P}rows_total`, 'gauge'), '_total is for counters, and only those'],
    [family(`${P}delay_ms`, 'gauge'), 'not in base units'],
    [family(`${P}delay`, 'gauge'), 'no unit'],
    [family(`${P}row_count`, 'gauge'), 'named like a part of a histogram'],
    [family(`${P}rows_gauge`, 'gauge'), 'its type in its name'],
    [family(`${P}rows`, 'untyped'), 'of type untyped'],
    [family(`${P}rows`, 'gauge', `${P}rows{a="1"} 1`, `${P}rows{a="1"} 2`), 'stands twice'],
    [family(`${P}rows_total`, 'counter', `${P}rows_total -1`), 'is below zero'],
    [
      family(`${P}delay_seconds`, 'histogram', `${P}delay_seconds_count 0`),
      'no bucket +Inf at the end',
    ],
    [
      family(
        `${P}delay_seconds`,
        'histogram',
        `${P}delay_seconds_bucket{le="1"} 2`,
        `${P}delay_seconds_bucket{le="+Inf"} 1`,
        `${P}delay_seconds_count 1`,
      ),
      'buckets that do not rise',
    ],
    [family(`${P}rows`, 'gauge') + family(`${P}rows`, 'gauge'), 'twice'],
  ])('finds the error in %j', (text, fault) => {
    expect(lint(parseExposition(text)).join()).toContain(fault);
  });

  it.each([
    ['a value without a family', `${P}rows 1\n`],
    ['a line without an end', family(`${P}rows`, 'gauge').trimEnd()],
    ['a quote in a label', family(`${P}rows`, 'gauge', `${P}rows{a="b"c"} 1`)],
    ['a label twice', family(`${P}rows`, 'gauge', `${P}rows{a="b",a="c"} 1`)],
    ['no number', family(`${P}rows`, 'gauge', `${P}rows NaN`)],
  ])('cannot parse %s', (_, text) => {
    expect(() => parseExposition(text)).toThrow();
  });
});
