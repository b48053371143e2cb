import { withTimeLimit } from '../../../engine/util/abortable.js';
import { beginningForReason } from '../failure-text.js';

/** Enough for any answer that a program reads, and little enough to hold many. */
const MOST_BYTES = 4_096;

/** The answer's status has arrived, so its body is not worth a long wait. */
const BODY_TIME_MS = 1_000;

const LONGEST_TEXT = 200;

/**
 * Reads the beginning of a body, and lets go of the rest, so that its sender can neither fill memory
 * nor hold the delivery up. Never rejects.
 */
export async function beginningOf(response: Response, signal: AbortSignal): Promise<Buffer> {
  const reader = response.body?.getReader();
  const chunks: Uint8Array[] = [];
  if (reader === undefined) return Buffer.alloc(0);
  try {
    await withTimeLimit('The body', BODY_TIME_MS, signal, async () => {
      for (let size = 0; size < MOST_BYTES;) {
        const { done, value } = await reader.read();
        if (done) return;
        chunks.push(value);
        size += value.byteLength;
      }
    });
  } catch {
    // What came is enough: the status decides.
  }
  // Does nothing where the body has ended; closes the connection where it has not.
  reader.cancel().catch(() => {});
  return Buffer.concat(chunks).subarray(0, MOST_BYTES);
}

/**
 * Makes untrusted text fit for a reason: its beginning, harmless. Text that repeats a part of what is
 * secret, as pages for a path that is not found do, is left out whole.
 *
 * @param secret texts of which no part may be shown, such as a URL's path
 */
export function createReceiverText(secret: readonly string[]): (text: string) => string {
  const parts = new Set(secret.flatMap((text) => [text, decoded(text)]).flatMap(partsOf));
  return (text) =>
    [...parts].some((part) => text.includes(part)) ? '' : beginningForReason(text, LONGEST_TEXT);
}

/** Receivers escape punctuation in ways of their own, so only what stands between it is compared. */
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
