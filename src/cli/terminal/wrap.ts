import { widthOf } from './width.js';

/** Breaks `text` at blanks into lines of at most `columns`. Words that are longer are broken. */
export function wrapWords(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (let word of text.split(' ')) {
    const extended = line === '' ? word : `${line} ${word}`;
    if (widthOf(extended) <= columns) {
      line = extended;
      continue;
    }
    if (line !== '') lines.push(line);
    while (widthOf(word) > columns) {
      const head = beginning(word, columns);
      lines.push(head);
      word = word.slice(head.length);
    }
    line = word;
  }
  return line === '' && lines.length > 0 ? lines : [...lines, line];
}

/**
 * Wraps `text` after `head` on a screen of `columns`. Continuation lines are indented to the start of the
 * text. If the head leaves too little room, the text starts on the next line.
 */
export function hangingLines(head: string, text: string, columns: number): string[] {
  const room = columns - widthOf(head);
  if (room >= Math.min(LEAST_ROOM, widthOf(text))) {
    const [first = '', ...rest] = wrapWords(text, room);
    return [`${head}${first}`.trimEnd(), ...rest.map((line) => ' '.repeat(widthOf(head)) + line)];
  }
  const below = Math.max(1, columns - INDENT.length);
  const alone = head.trimEnd();
  const [first = '', ...rest] = widthOf(alone) <= columns ? [alone] : wrapWords(alone, below);
  const textBelow = text === '' ? [] : wrapWords(text, below);
  return [first, ...[...rest, ...textBelow].map((line) => INDENT + line)];
}

/**
 * Renders a row on a screen of `columns`: padded cells two blanks apart, then a text. A row that is too wide
 * continues on indented lines. It is broken between cells, so that all rows break at the same column.
 */
export function rowLines(cells: readonly string[], text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  let room = columns;
  for (const cell of cells) {
    if (line !== '' && widthOf(line + cell) > room) {
      lines.push(line);
      line = '';
      room = columns - INDENT.length;
    }
    line += cell + GAP;
  }
  const [first = '', ...rest] = [
    ...lines.map((filled) => filled.trimEnd()),
    ...hangingLines(line, text, room),
  ];
  return [first, ...rest.map((rowLine) => (lines.length === 0 ? rowLine : INDENT + rowLine))];
}

/** With fewer columns, a text would be one word per line. */
const LEAST_ROOM = 30;

const INDENT = '    ';

/** The gap between the cells of a row. */
const GAP = '  ';

/** The beginning of a word that fits, at least one character. */
function beginning(word: string, columns: number): string {
  let kept = '';
  for (const character of word) {
    if (kept !== '' && widthOf(kept + character) > columns) break;
    kept += character;
  }
  return kept;
}
