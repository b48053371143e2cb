import type { RequestKind } from '../../engine/requests/kinds.js';
import type { Directory } from '../state/directory.js';
import type { EmulatedRequest, RequestSubject } from '../state/emulated-request.js';
import type { RequestStore } from '../state/request-store.js';
import { validate, type Checked, type Shape } from './validate.js';

/** What operations work on. */
export interface World {
  readonly directory: Directory;
  readonly requests: RequestStore;
  /** Starts a request whose duration and outcome are drawn; throws when the quota is used up. */
  startWithinQuota(kind: RequestKind, subject: RequestSubject, atMs: number): EmulatedRequest;
  /** The service's wall clock. */
  readonly today: () => Date;
}

/** Performs a call at a time of the monotonic clock: the output, or a thrown ServiceError. */
export type Operation = (input: object, world: World, atMs: number) => object;

/** An operation whose input is checked first. */
export function operation<S extends Shape>(
  shape: S,
  perform: (input: Checked<S>, world: World, atMs: number) => object,
): Operation {
  return (input, world, atMs) => {
    validate(shape, input);
    return perform(input, world, atMs);
  };
}
