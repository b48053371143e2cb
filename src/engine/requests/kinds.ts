import { KIND_TABLE } from './kind-table.js';
import type { Kind, ListOperation } from './kind.js';

/** Which kind a request is of. */
export type RequestKind = keyof typeof KIND_TABLE;

/** The kinds whose requests the service lists, so that they can be discovered. */
export type ListedKind = {
  [K in RequestKind]: (typeof KIND_TABLE)[K] extends { readonly list: ListOperation } ? K : never;
}[RequestKind];

/** A quota of requests in progress, by the name that kinds give it. */
export type OutstandingQuota = {
  [K in RequestKind]: (typeof KIND_TABLE)[K] extends {
    readonly start: { readonly quota?: { readonly name: infer Name extends string } };
  }
    ? Name
    : never;
}[RequestKind];

/**
 * The definitions of all kinds. Their types are wider than the definitions are, so that the compiler
 * asks what happens to a kind without a list, or without a start, also while each kind has both.
 */
export const KINDS: Readonly<Record<RequestKind, Kind>> = KIND_TABLE;

/** The definitions of the kinds whose requests the service lists. */
export const KINDS_WITH_LIST: Readonly<
  Record<ListedKind, Kind & { readonly list: ListOperation }>
> = KIND_TABLE;

/** All kinds, in the order in which they are shown. */
export const REQUEST_KINDS = Object.keys(KIND_TABLE) as readonly RequestKind[];

/** The kinds whose requests can be listed and discovered, in the order in which they are shown. */
export const LISTED_KINDS: readonly ListedKind[] = REQUEST_KINDS.filter(isListedKind);

/** Whether `value` names a kind. */
export function isRequestKind(value: unknown): value is RequestKind {
  return typeof value === 'string' && Object.hasOwn(KIND_TABLE, value);
}

/** Whether the service lists the requests of a kind. */
export function isListedKind(kind: RequestKind): kind is ListedKind {
  return KINDS[kind].list !== undefined;
}
