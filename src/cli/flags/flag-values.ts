import type * as v from 'valibot';
import { durationSchema } from '../../engine/options/duration.js';
import { check, firstIssue } from '../../engine/options/check.js';
import {
  integerBetween,
  integerOfAtLeast,
  numberBetween,
  positiveNumber,
} from '../../engine/options/schema.js';
import {
  LISTED_KINDS,
  REQUEST_KINDS,
  type ListedKind,
  type RequestKind,
} from '../../engine/requests/kinds.js';
import { REQUEST_STATUSES, type RequestStatus } from '../../engine/requests/request.js';
import { InvalidOptionError } from '../../engine/results/errors.js';

/** Parses kinds. Each flag names one kind, several separated by commas, or `all`. Duplicates are dropped. */
export function parseKinds(values: readonly string[]): readonly RequestKind[] {
  return parseWords('--kind', values, REQUEST_KINDS);
}

/** The same, of the kinds whose requests AWS lists. */
export function parseListedKinds(values: readonly string[]): readonly ListedKind[] {
  return parseWords('--kind', values, LISTED_KINDS);
}

/** Parses statuses, in any case. Each flag names one status, several separated by commas, or `all`. */
export function parseStatuses(values: readonly string[]): readonly RequestStatus[] {
  const words = values.map((value) => value.toUpperCase());
  return parseWords('--status', words, REQUEST_STATUSES);
}

/** Parses a whole number in a range. Default: no upper limit. */
export function parseWhole(flag: string, value: string, least: number, most?: number): number {
  const range = most === undefined ? integerOfAtLeast(least) : integerBetween(least, most);
  return parseNumber(flag, value, /^\d+$/, range);
}

/** Parses a number greater than 0. */
export function parsePositive(flag: string, value: string): number {
  return parseNumber(flag, value, DECIMAL, positiveNumber);
}

/** Parses a share, from 0 to 1. */
export function parseShare(flag: string, value: string): number {
  return parseNumber(flag, value, DECIMAL, numberBetween(0, 1));
}

/** Parses a duration, in milliseconds. */
export function parseDuration(flag: string, value: string): number {
  return check(durationSchema, value, flag);
}

const DECIMAL = /^\d+(?:\.\d+)?$|^\.\d+$/;

function parseNumber(
  flag: string,
  text: string,
  pattern: RegExp,
  schema: v.GenericSchema<number>,
): number {
  const number = pattern.test(text) ? Number(text) : Number.NaN;
  const issue = firstIssue(schema, number);
  if (issue !== undefined) throw new InvalidOptionError(flag, text, issue.message);
  return number;
}

function isAll(word: string): boolean {
  return word.toLowerCase() === 'all';
}

function parseWords<Word extends string>(
  flag: string,
  values: readonly string[],
  allowed: readonly Word[],
): readonly Word[] {
  const words = values.flatMap((value) => value.split(',')).map((word) => word.trim());
  const unknown = words.find((word) => !isAll(word) && !allowed.some((one) => one === word));
  if (unknown !== undefined) {
    throw new InvalidOptionError(flag, unknown, `one of ${[...allowed, 'all'].join(', ')}`);
  }
  return words.some(isAll) ? allowed : allowed.filter((one) => words.includes(one));
}
