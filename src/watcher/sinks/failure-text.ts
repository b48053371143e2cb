import { escapeControlChars } from '../../engine/util/escape-control-chars.js';

/** Untrusted text as part of a reason: on one line, harmless, its beginning only. */
export function beginningForReason(text: string, length: number): string {
  return escapeControlChars(onOneLine(text)).slice(0, length);
}

/** The same with the end of the text, where programs put what matters. */
export function endForReason(text: string, length: number): string {
  return escapeControlChars(onOneLine(text)).slice(-length);
}

/** The code of an error, or of what caused it, such as `ECONNREFUSED`. */
export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('code' in error && typeof error.code === 'string' && CODE.test(error.code)) return error.code;
  return errorCode(error.cause);
}

/** Codes go into reasons as they are, so they must look like codes. */
const CODE = /^[A-Z][A-Z0-9_]{1,60}$/;

function onOneLine(text: string): string {
  return text.trim().replace(/\s+/g, ' ');
}
