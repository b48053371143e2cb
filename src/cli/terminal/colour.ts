import { styleText } from 'node:util';

/** Colours the first word of a text by the status that it is; other words stay as they are. */
export function colourStatus(text: string): string {
  return text.replace(/^\S+/, (word) => {
    const colour = COLOURS.get(word);
    // Whether to colour is decided by whoever knows the stream; here it is done.
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
