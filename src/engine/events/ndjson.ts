import { plain } from './plain.js';
import { escapeJson } from '../util/escape-json.js';

/** An event, outcome or listed request as one line of JSON, line break included. */
export function ndjsonLine(source: object): string {
  return `${escapeJson(plain(source))}\n`;
}

/** Outcomes or listed requests as one JSON array, laid out for people too. */
export function jsonArray(sources: readonly object[]): string {
  return `${escapeJson(sources.map(plain), 2)}\n`;
}
