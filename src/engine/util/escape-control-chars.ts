/**
 * Escapes everything that could move a terminal's cursor, start an escape sequence, begin a new line, or
 * reorder or hide text, as a visible `\uXXXX`.
 *
 * @param text text from AWS or from a user
 */
export function escapeControlChars(text: string): string {
  return text.replace(INVISIBLE, escapeUnits);
}

/**
 * JSON that is safe to print in a terminal, and that parses to the same value. Characters that
 * `JSON.stringify` leaves as they are (DEL, C1 controls, bidirectional and zero-width characters) are escaped.
 *
 * @param indent blanks per level; without it, the result is one line
 */
export function escapeJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, undefined, indent).replace(INVISIBLE_IN_JSON, escapeUnits);
}

/** Controls, format characters (bidirectional, zero-width, tags), separators, lone surrogates. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** Without C0 controls: JSON escapes them inside strings, and uses them as layout outside of strings. */
const INVISIBLE_IN_JSON = /[\u007F-\u009F\p{Cf}\p{Zl}\p{Zp}]/gu;

/** By UTF-16 unit, so that the result is valid in JSON. */
export function escapeUnits(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}
