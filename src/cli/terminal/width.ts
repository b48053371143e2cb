/**
 * How many columns a terminal needs for `text`, at most: where terminals disagree, the larger
 * number counts, so that what is cut to a width surely fits. Holds for text without controls.
 */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += columnsOf(character);
  return width;
}

/** Cuts `text` to `columns`, with an ellipsis where something is missing. */
export function fit(text: string, columns: number): string {
  if (widthOf(text) <= columns) return text;
  let kept = '';
  let left = columns - ELLIPSIS.length;
  for (const character of text) {
    left -= columnsOf(character);
    if (left < 0) break;
    kept += character;
  }
  return columns > 0 ? `${kept}${ELLIPSIS}` : '';
}

/** Fills `text` up to `columns` with blanks; longer text stays as it is. */
export function pad(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - widthOf(text)));
}

const ELLIPSIS = '…';

/** Letters of most alphabets and common punctuation, one column each. */
const NARROW = /[\u0020-\u10FF\u1E00-\u1FFF\u2010-\u2027\u2030-\u205E]/u;

function columnsOf(character: string): number {
  return NARROW.test(character) ? 1 : 2;
}
