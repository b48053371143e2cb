import { InvalidOptionError } from '../../../engine/results/errors.js';
import { checkRequestId } from '../../../engine/options/check-ref.js';
import { idIn, readingFrom, readStatus } from '../../../engine/requests/reading.js';
import { START_MEMBERS, startedFrom } from '../../../engine/options/request-from.js';
import {
  isRequestKind,
  KINDS_WITH_LIST,
  LISTED_KINDS,
  REQUEST_KINDS,
  type ListedKind,
  type RequestKind,
} from '../../../engine/requests/kinds.js';
import type { StatusStructure } from '../../../engine/requests/kind.js';
import type { Reading } from '../../../engine/requests/request.js';

/** A request in the input of a user or another program. */
export interface WrittenRequest {
  readonly requestId: string;
  /** Absent for a bare id. */
  readonly kind?: RequestKind;
  /** From the row, or derived from the ARN of the permission set. */
  readonly instanceArn?: string;
  /** The status in the input. */
  readonly started?: Reading;
}

/**
 * Parses requests from text: ids, one per line, and JSON documents, in any order. A document can span
 * lines, and a line can contain several documents. A document is the output of `aws sso-admin` for a
 * start, a describe or a list, a row of `sso-admin-waiter list`, an id in quotes, or an array of these.
 *
 * @throws {InvalidOptionError} naming the line and what is expected
 */
export function parseRequests(text: string): readonly WrittenRequest[] {
  return [...documentsIn(text)].flatMap(({ line, value }) =>
    requestsIn(value, `line ${line} of the input`),
  );
}

interface Document {
  /** The line on which it starts, from 1. */
  readonly line: number;
  readonly value: unknown;
}

const EXPECTED = `a request id, JSON that 'aws sso-admin --output json' printed (an object with ${START_MEMBERS}), or a row of 'sso-admin-waiter list --output ndjson'`;

/** Blanks; bare ids, which `aws --output text` separates by tabs; JSON strings and brackets. */
const BLANKS = /\s+/y;
const BARE = /[^\t\r\n]+/y;
const JSON_STRING = /"(?:[^"\\]|\\.)*"/sy;
const JSON_TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\]]/gs;

function* documentsIn(text: string): Generator<Document> {
  let line = 1;
  for (let at = 0; at < text.length;) {
    const blanks = matchAt(BLANKS, text, at);
    const piece = blanks ?? jsonAt(text, at, line) ?? matchAt(BARE, text, at) ?? '';
    if (blanks === undefined) yield { line, value: valueOf(piece, line) };
    line += piece.split('\n').length - 1;
    at += piece.length;
  }
}

function valueOf(piece: string, line: number): unknown {
  if (!/^[{["]/.test(piece)) return piece.trim();
  try {
    return JSON.parse(piece);
  } catch {
    throw new InvalidOptionError(`line ${line} of the input`, piece, 'valid JSON');
  }
}

/** The text of one JSON document, which ends with the matching bracket. */
function jsonAt(text: string, at: number, line: number): string | undefined {
  if (text[at] === '"') return matchAt(JSON_STRING, text, at);
  if (text[at] !== '{' && text[at] !== '[') return undefined;
  let depth = 0;
  JSON_TOKEN.lastIndex = at;
  for (let token = JSON_TOKEN.exec(text); token !== null; token = JSON_TOKEN.exec(text)) {
    if (token[0] === '{' || token[0] === '[') depth += 1;
    if (token[0] === '}' || token[0] === ']') depth -= 1;
    if (depth === 0) return text.slice(at, JSON_TOKEN.lastIndex);
  }
  throw new InvalidOptionError(
    `line ${line} of the input`,
    text.slice(at),
    'a whole JSON document (its closing bracket is missing)',
  );
}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

function requestsIn(value: unknown, where: string): readonly WrittenRequest[] {
  if (typeof value === 'string') {
    if (/\s/.test(value)) throw new InvalidOptionError(where, value, EXPECTED);
    return [{ requestId: checkRequestId(value, where) }];
  }
  if (Array.isArray(value)) return value.flatMap((each) => requestsIn(each, where));
  const requests = rowIn(value, where) ?? startIn(value, where) ?? listedIn(value, where);
  if (requests === undefined) throw new InvalidOptionError(where, JSON.stringify(value), EXPECTED);
  return requests;
}

/** A row of our own `list`, or an outcome or event of our own `wait`. */
function rowIn(value: unknown, where: string): readonly WrittenRequest[] | undefined {
  const { kind, requestId, instanceArn, ...row } = membersOf(value);
  if (kind === undefined || requestId === undefined) return undefined;
  if (!isRequestKind(kind)) {
    throw new InvalidOptionError(`kind in ${where}`, kind, `one of ${REQUEST_KINDS.join(', ')}`);
  }
  return [
    {
      kind,
      requestId: checkRequestId(requestId, `requestId in ${where}`, kind),
      ...(typeof instanceArn === 'string' ? { instanceArn } : {}),
      ...startedAs(readStatus(ROW_STATUS, rowStatus(row), 'list')),
    },
  ];
}

/** The response of a start call or a describe. */
function startIn(value: unknown, where: string): readonly WrittenRequest[] | undefined {
  const started = startedWhere(value, where);
  const permissionSetArn = started?.started?.details.permissionSetArn;
  return started && [{ ...started, ...instanceOf(permissionSetArn) }];
}

function startedWhere(value: unknown, where: string): ReturnType<typeof startedFrom> {
  try {
    return startedFrom(value);
  } catch (error) {
    if (!(error instanceof InvalidOptionError)) throw error;
    throw new InvalidOptionError(`${error.option} in ${where}`, undefined, 'a request id');
  }
}

/** The response of a list call. */
function listedIn(value: unknown, where: string): readonly WrittenRequest[] | undefined {
  const members = membersOf(value);
  for (const kind of LISTED_KINDS) {
    const rows = members[KINDS_WITH_LIST[kind].list.member];
    if (Array.isArray(rows)) return rows.map((row) => listedRow(kind, row, where));
  }
  return undefined;
}

function listedRow(kind: ListedKind, row: unknown, where: string): WrittenRequest {
  const members = membersOf(row);
  const requestId = checkRequestId(idIn(kind, members), `RequestId in ${where}`, kind);
  return { kind, requestId, ...startedAs(readingFrom(kind, members, 'list')) };
}

/** The members of the output of `rowStatus`. */
const ROW_STATUS: StatusStructure = {
  statuses: { IN_PROGRESS: 'IN_PROGRESS', SUCCEEDED: 'SUCCEEDED', FAILED: 'FAILED' },
  dateMember: 'createdDate',
  reasonMember: 'failureReason',
  details: {
    accountId: { member: 'accountId' },
    permissionSetArn: { member: 'permissionSetArn' },
    principalId: { member: 'principalId' },
    principalType: { member: 'principalType' },
  },
};

/** Some events have only `lastStatus`. A date that is not a string is ignored. */
function rowStatus(row: Readonly<Record<string, unknown>>): object {
  const { status, lastStatus, createdDate } = row;
  return { ...row, Status: textOf(status) ?? lastStatus, createdDate: textOf(createdDate) };
}

function textOf(member: unknown): string | undefined {
  return typeof member === 'string' ? member : undefined;
}

/** A success needs no describe. A failure without a reason does. */
function startedAs(reading: Reading | undefined): { readonly started?: Reading } {
  if (reading === undefined) return {};
  const { status, failureReason } = reading;
  const complete = status === 'SUCCEEDED' || (status === 'FAILED' && failureReason !== undefined);
  return { started: { ...reading, complete } };
}

/** The ARN of the instance, from that of the permission set: responses do not contain it. */
function instanceOf(permissionSetArn = ''): { readonly instanceArn?: string } {
  const match = /^(arn:[^:]+:sso:::)permissionSet\/([^/]+)\/[^/]+$/.exec(permissionSetArn);
  return match === null ? {} : { instanceArn: `${match[1]}instance/${match[2]}` };
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
