/**
 * Makes text harmless for a terminal, a table, a log or a message: whatever could move the cursor,
 * start an escape sequence, begin a new line, reorder or hide text becomes a visible `\uXXXX`.
 *
 * @param text text from the service or from a person
 */
export function escapeControlChars(text: string): string {
  return text.replace(INVISIBLE, escapeUnits);
}

/** Controls, format characters (bidirectional, zero-width, tags), separators, lone surrogates. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** By UTF-16 unit, so that the result is right in JSON too. */
export function escapeUnits(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}
