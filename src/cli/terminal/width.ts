/**
 * The maximum number of columns that a terminal needs for `text`, without control characters. If terminals
 * differ, it is the larger number, so that a text that was cut always fits.
 */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += columnsOf(character);
  return width;
}

/** Cuts `text` to `columns`, with an ellipsis at the end if it was cut. */
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

/** Pads `text` to `columns` with blanks. Longer text is unchanged. */
export function pad(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - widthOf(text)));
}

const ELLIPSIS = '…';

/** Letters of most alphabets and common punctuation, one column each. */
const NARROW = /[\u0020-\u10FF\u1E00-\u1FFF\u2010-\u2027\u2030-\u205E]/u;

function columnsOf(character: string): number {
  return NARROW.test(character) ? 1 : 2;
}
