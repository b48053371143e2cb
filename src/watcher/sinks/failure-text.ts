import { escapeControlChars } from '../../engine/util/escape-control-chars.js';

/** The beginning of an untrusted text, for a reason: one line, escaped. */
export function beginningForReason(text: string, length: number): string {
  return escapeControlChars(onOneLine(text)).slice(0, length);
}

/** The end of an untrusted text, because programs print errors last: one line, escaped. */
export function endForReason(text: string, length: number): string {
  return escapeControlChars(onOneLine(text)).slice(-length);
}

/** The code of an error or of its cause, such as `ECONNREFUSED`. */
export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('code' in error && typeof error.code === 'string' && CODE.test(error.code)) return error.code;
  return errorCode(error.cause);
}

/** The form of codes. They are not escaped, so other texts are rejected. */
const CODE = /^[A-Z][A-Z0-9_]{1,60}$/;

function onOneLine(text: string): string {
  return text.trim().replace(/\s+/g, ' ');
}
