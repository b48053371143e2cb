import { describe, expect, it } from 'vitest';
import { Screen } from './screen.js';

const SIZE = { columns: 10, rows: 3 };

/** The text on a screen after `data`. */
function shownAfter(data: string): string[] {
  const screen = new Screen(SIZE);
  screen.write(data);
  return screen.rows().map((row) => row.map(({ text }) => text).join(''));
}

describe('Screen', () => {
  it('starts a row at each line feed, and omits trailing blanks', () => {
    expect(shownAfter('one  \n\ntwo')).toEqual(['one', '', 'two']);
  });

  it('overwrites a row after a carriage return', () => {
    expect(shownAfter('one two\rTWO')).toEqual(['TWO two']);
  });

  it('wraps only when a character follows a full row', () => {
    expect(shownAfter('0123456789\nx')).toEqual(['0123456789', 'x']);
    expect(shownAfter('0123456789x')).toEqual(['0123456789', 'x']);
  });

  it('scrolls at the bottom', () => {
    expect(shownAfter('1\n2\n3\n4')).toEqual(['2', '3', '4']);
  });

  it('moves the cursor up, down and to a column, within the screen', () => {
    expect(shownAfter('one\ntwo\u001B[1A\u001B[GO\u001B[9B\u001B[4G!')).toEqual([
      'One',
      'two',
      '   !',
    ]);
    expect(shownAfter('a\u001B[9A\u001B[Gb')).toEqual(['b']);
  });

  it('erases a row, and the end of a row', () => {
    expect(shownAfter('one\ntwo\u001B[2K')).toEqual(['one']);
    expect(shownAfter('one two\u001B[5G\u001B[K')).toEqual(['one']);
  });

  it('keeps the colour of each run', () => {
    const screen = new Screen(SIZE);
    screen.write('a \u001B[32mgreen\u001B[39m b');
    expect(screen.rows()).toEqual([
      [
        { text: 'a ', colour: undefined },
        { text: 'green', colour: 'green' },
        { text: ' b', colour: undefined },
      ],
    ]);
  });

  it.each(['\u001B[5D', '\u001B[1J', '\u001B[1K', '\u001B[1m', '\u001B[?1049h', '\t', '\u001Bc'])(
    'rejects unknown control characters: %j',
    (data) => {
      expect(() => shownAfter(data)).toThrow(/The terminal model does not support/);
    },
  );
});
