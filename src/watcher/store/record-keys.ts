import type { RequestId } from '../../engine/requests/request.js';

/**
 * Where a watcher's records stand in a store:
 *
 * ```
 * watermark!<instance>!<kind>              since when nothing can have slipped
 * open!<instance>!<kind>!<request id>      in progress, or ended and not yet reported
 * reported!<instance>!<kind>!<request id>  not to be reported again
 * outbox!<sink>!<number>                   an event that the sink has not taken
 * dead!<sink>!<time>-<event id>            an event that it never will
 * ```
 *
 * The parts are escaped: what AWS answers, or a user gives, may hold anything.
 */
const key = (...parts: readonly string[]): string => parts.map(escapePart).join('!');

const TIME_DIGITS = 15;

/** A number as text of which the order is that of numbers. */
function ordered(number: number): string {
  return String(number).padStart(TIME_DIGITS, '0');
}

/** No part has a `!` then, and no lone surrogate, which UTF-8 does not tell from another. */
function escapePart(part: string): string {
  return part.replace(/[!%\p{Cc}\p{Cs}]/gu, (unit) => {
    const code = unit.charCodeAt(0).toString(16);
    return `%${code.padStart(4, '0')}`;
  });
}

/** What a part of a key says. */
export function unescapePart(part: string): string {
  return part.replace(/%([0-9a-f]{4})/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}

/** What identifies a list. */
export type ListId = Pick<RequestId, 'instanceArn' | 'kind'>;

export function listKey(record: string, { instanceArn, kind }: ListId): string {
  return key(record, instanceArn, kind);
}

export function requestRecordKey(record: string, request: RequestId): string {
  return key(record, request.instanceArn, request.kind, request.requestId);
}

export function outboxPrefix(sink: string): string {
  return key('outbox', sink, '');
}

/** What the keys of the outboxes begin with whose sinks' names begin with `prefix`. */
export function outboxesPrefix(prefix: string): string {
  return key('outbox', '') + prefix;
}

export function outboxKey(sink: string, number: number): string {
  return outboxPrefix(sink) + ordered(number);
}

/** What the keys of all dead letters begin with. */
export function deadLettersPrefix(): string {
  return key('dead', '');
}

/** The sink that an event of an outbox, or a dead letter, is for. */
export function sinkOfKey(outboxOrDeadKey: string): string {
  return unescapePart(outboxOrDeadKey.split('!')[1] ?? '');
}

export function deadPrefix(sink: string): string {
  return key('dead', sink, '');
}

export function deadKey(sink: string, atMs: number, eventId: string): string {
  return deadPrefix(sink) + key(`${ordered(atMs)}-${eventId}`);
}
