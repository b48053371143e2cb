import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finishedHead, finishedLines } from '../../../src/cli/terminal/finished-line.js';
import { outcomeTable } from '../../../src/cli/terminal/outcome-text.js';
import { widthOf } from '../../../src/cli/terminal/width.js';
import { hangingLines, wrapWords } from '../../../src/cli/terminal/wrap.js';
import { checkProperty } from '../../properties/check-property.js';
import { failedEvent, succeededEvent } from './support.js';

const REASON =
  'Received a 403 status error: Access denied by IAM. Please check your policy, or wait for role ' +
  'propagation to complete. IAM Error: User: arn:aws:sts::111122223333:assumed-role/x is not ' +
  'authorized to perform: iam:ListRolePolicies';

const words = fc
  .array(fc.string({ unit: 'grapheme', minLength: 1 }).filter((word) => !/\s/.test(word)))
  .map((list) => list.join(' '));

describe('wrapWords', () => {
  it('fits each line, and loses nothing', () => {
    checkProperty(
      fc.property(words, fc.integer({ min: 2, max: 40 }), (text, columns) => {
        const lines = wrapWords(text, columns);
        for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(columns);
        expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
      }),
    );
  });

  it('breaks between words, and inside a word only if it does not fit on a line', () => {
    expect(wrapWords('one two three', 7)).toEqual(['one two', 'three']);
    expect(wrapWords('a sesquipedalian word', 6)).toEqual(['a', 'sesqui', 'pedali', 'an', 'word']);
  });
});

describe('hangingLines', () => {
  it('indents continuation lines to the start of the text', () => {
    const text = 'the quick brown fox jumps over the lazy dog';
    expect(hangingLines('WHY  ', text, 36)).toEqual([
      'WHY  the quick brown fox jumps over',
      '     the lazy dog',
    ]);
  });

  it('starts the text below a head that leaves too little room', () => {
    expect(hangingLines('A head of some length  ', 'and the text', 30)).toEqual([
      'A head of some length',
      '    and the text',
    ]);
    expect(hangingLines('A head just so wide  ', 'below', 19)).toEqual([
      'A head just so wide',
      '    below',
    ]);
  });

  it('fits each line, however long the head is', () => {
    checkProperty(
      fc.property(words, words, fc.integer({ min: 6, max: 60 }), (head, text, columns) => {
        for (const line of hangingLines(head, text, columns))
          expect(widthOf(line)).toBeLessThanOrEqual(columns);
      }),
    );
  });
});

describe('on a screen that is narrower than a row', () => {
  const columns = 79;
  const withAccount = succeededEvent();
  const { accountId: _omitted, ...withoutAccount } = withAccount;

  it.each([
    ['a result as the request ends', finishedLines(withAccount, columns)],
    ['the head above such results', finishedHead(columns)],
    ['the table', outcomeTable([withAccount, failedEvent(REASON)], undefined, columns)],
  ])('breaks between cells, never inside one: %s', (_, lines) => {
    for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(columns);
    const whole = /^(?:[A-Z]\S*|account-\S+|permission-\S+|[0-9a-f-]{36}|\d{12}|[\d.]+m?s|-)$/;
    const [first = '', second = ''] = lines;
    expect(first).toMatch(/^\S/);
    expect(second).toMatch(/^ {4}\S/);
    for (const cell of `${first} ${second}`.trim().split(/ +/)) expect(cell).toMatch(whole);
  });

  it.each([0, 1, 5])('loses nothing on a screen of %i columns', (tiny) => {
    const text = finishedLines(failedEvent('the reason'), tiny).join('').replaceAll(' ', '');
    expect(text).toMatch(/^FAILED.*thereason$/);
  });

  it('breaks each row before the same column, with or without an account', () => {
    const [one, other] = [withoutAccount, withAccount].map((event) =>
      finishedLines(event, columns),
    );
    expect([one, other].map((lines) => lines?.length)).toEqual([2, 2]);
    expect(one?.[0]).toBe(other?.[0]);
  });
});

describe.each([80, 100, 160])('a long reason on a screen of %i columns', (columns) => {
  const event = failedEvent(REASON);

  it.each([
    ['as the request ends', finishedLines(event, columns)],
    ['in the table', belowHead(outcomeTable([event], undefined, columns))],
  ])('is wrapped at words, and indented: %s', (_, lines) => {
    for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(columns);
    for (const line of lines.slice(1)) expect(line).toMatch(/^ {4,}\S/);
    const text = lines.map((line) => line.trim()).join(' ');
    expect(text).toContain(REASON);
  });
});

it('writes one line for each request without a terminal', () => {
  expect(finishedLines(failedEvent(REASON))).toHaveLength(1);
  expect(outcomeTable([failedEvent(REASON)])).toHaveLength(2);
});

it('has a head that is aligned with the lines below it', () => {
  const [line = ''] = finishedLines(failedEvent('Why'));
  const [head = ''] = finishedHead(200);
  expect(head.indexOf('REASON')).toBe(line.indexOf('Why'));
  expect(head.indexOf('REQUEST ID')).toBe(line.indexOf('0f6e'));
});

/** The head can also have several lines. */
function belowHead(lines: readonly string[]): readonly string[] {
  return lines.slice(lines.findIndex((line) => line.startsWith('FAILED')));
}
