import { beginningForReason } from '../failure-text.js';

const MAX_LENGTH = 200;

/**
 * Makes untrusted text safe to be shown: its beginning, escaped. Text that repeats a part of a secret, as
 * pages about an unknown path do, is omitted.
 *
 * @param secret texts of which no part may be shown, such as the path of a URL
 */
export function createReceiverText(secret: readonly string[]): (text: string) => string {
  const parts = new Set(secret.flatMap((text) => [text, decoded(text)]).flatMap(partsOf));
  return (text) =>
    [...parts].some((part) => text.includes(part)) ? '' : beginningForReason(text, MAX_LENGTH);
}

/** Receivers escape punctuation differently, so only the text between is compared. */
function partsOf(text: string): string[] {
  return text.split(/[^\w-]+/).filter(({ length }) => length >= 4);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
