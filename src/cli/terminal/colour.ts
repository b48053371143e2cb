import { styleText } from 'node:util';

/** Colours the first word of a text if it is a status. */
export function colourStatus(text: string): string {
  return text.replace(/^\S+/, (word) => {
    const colour = COLOURS.get(word);
    // The caller knows whether the stream supports colours.
    return colour === undefined ? word : styleText(colour, word, { validateStream: false });
  });
}

const COLOURS = new Map<string, 'green' | 'red' | 'yellow' | 'cyan'>([
  ['SUCCEEDED', 'green'],
  ['FAILED', 'red'],
  ['REFUSED', 'red'],
  ['NOT-FOUND', 'red'],
  ['TIMED-OUT', 'yellow'],
  ['ABORTED', 'yellow'],
  ['IN_PROGRESS', 'cyan'],
]);
