import { KIND_TABLE } from './kind-table.js';
import type { Kind, ListOperation } from './kind.js';

/** The kind of a request. */
export type RequestKind = keyof typeof KIND_TABLE;

/** A kind whose requests AWS lists, so that they can be discovered. */
export type ListedKind = {
  [K in RequestKind]: (typeof KIND_TABLE)[K] extends { readonly list: ListOperation } ? K : never;
}[RequestKind];

/** The name of a quota of requests in progress. */
export type OutstandingQuota = {
  [K in RequestKind]: (typeof KIND_TABLE)[K] extends {
    readonly start: { readonly quota?: { readonly name: infer Name extends string } };
  }
    ? Name
    : never;
}[RequestKind];

/**
 * The definitions of all kinds. The type is wider than the definitions, so that the compiler requires
 * code for kinds without a list or a start, even while each kind has both.
 */
export const KINDS: Readonly<Record<RequestKind, Kind>> = KIND_TABLE;

/** The definitions of the kinds whose requests AWS lists. */
export const KINDS_WITH_LIST: Readonly<
  Record<ListedKind, Kind & { readonly list: ListOperation }>
> = KIND_TABLE;

/** All kinds, in display order. */
export const REQUEST_KINDS = Object.keys(KIND_TABLE) as readonly RequestKind[];

/** The kinds whose requests can be listed and discovered, in display order. */
export const LISTED_KINDS: readonly ListedKind[] = REQUEST_KINDS.filter(isListedKind);

/** Whether `value` names a kind. */
export function isRequestKind(value: unknown): value is RequestKind {
  return typeof value === 'string' && Object.hasOwn(KIND_TABLE, value);
}

/** Whether AWS lists the requests of a kind. */
export function isListedKind(kind: RequestKind): kind is ListedKind {
  return KINDS[kind].list !== undefined;
}
