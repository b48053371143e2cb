import { escapeUnits } from './escape-control-chars.js';

/**
 * JSON that is safe to look at in a terminal, and the same value when parsed: what `JSON.stringify`
 * leaves bare (DEL, C1 controls, bidirectional and zero-width characters) is escaped too.
 *
 * @param indent blanks per level; without it, everything stands on one line
 */
export function escapeJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, undefined, indent).replace(INVISIBLE_IN_JSON, escapeUnits);
}

/** Without C0: inside strings JSON escapes it already, and outside it is layout. */
const INVISIBLE_IN_JSON = /[\u007F-\u009F\p{Cf}\p{Zl}\p{Zp}]/gu;
