import type { CheckedInput, InputShape } from '../../engine/requests/input-shape.js';
import type { Directory } from '../state/directory.js';
import type { EmulatedRequest } from '../state/emulated-request.js';
import type { RequestDraft } from '../state/request-factory.js';
import type { RequestStore } from '../state/request-store.js';
import { validate } from './validate.js';

/** The state that operations read and change. */
export interface World {
  readonly directory: Directory;
  readonly requests: RequestStore;
  /** Starts a request. @throws {ServiceError} when the quota is exceeded */
  startWithinQuota(draft: RequestDraft, atMs: number): EmulatedRequest;
  /** The service's wall clock. */
  readonly today: () => Date;
}

/** Performs a call at a time of the monotonic clock: the output, or a thrown ServiceError. */
export type Operation = (input: object, world: World, atMs: number) => object;

/** An operation whose input is checked first. */
export function operation<Shape extends InputShape>(
  shape: Shape,
  perform: (input: CheckedInput<Shape>, world: World, atMs: number) => object,
): Operation {
  return (input, world, atMs) => {
    validate(shape, input);
    return perform(input, world, atMs);
  };
}
