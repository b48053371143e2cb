import { now, wallClock } from '../../engine/util/clock.js';
import { sleep } from '../../engine/util/abortable.js';
import type { CallRecorder } from './call-counts.js';
import {
  effectOf,
  type Delivery,
  type FaultContext,
  type FaultEffect,
} from '../faults/fault-effect.js';
import type { FaultInjector } from '../faults/fault-rules.js';
import type { World } from '../operations/operation.js';
import { findOperation } from '../operations/operations-table.js';
import {
  failure,
  readInput,
  readOperation,
  success,
  type WireRequest,
} from '../protocol/aws-json.js';
import { uuid, type Random } from '../util/random.js';
import type { Throttle } from './rate-limit.js';
import { ServiceError, throttled, unknownOperation } from '../protocol/service-error.js';

/** The parts of the service. */
export interface ServiceParts {
  readonly world: World;
  readonly faults: FaultInjector;
  readonly throttle: Throttle;
  readonly calls: CallRecorder;
  readonly latencyMs: number;
  readonly random: Random;
}

/** The service: receives a call, and returns its delivery. */
export interface Service {
  /** Rejects with the signal's reason when the client disconnects during the call. */
  receive(request: WireRequest, signal?: AbortSignal): Promise<Delivery>;
}

/** The steps of a call: arrival → fault → rate limit → operation → response. */
export function createService(parts: ServiceParts): Service {
  const { world, faults, calls, random } = parts;
  const halfwayMs = parts.latencyMs / 2;

  return {
    receive: async (request, signal) => {
      const atMs = now();
      const operation = readOperation(request) ?? '';
      calls.arrived(operation);
      const selected = faults.select(operation);
      await pass(halfwayMs + selected.latencyMs, signal);
      const context: FaultContext = {
        operation,
        instanceArn: world.directory.instance.instanceArn,
        accountId: world.directory.instance.ownerAccountId,
        callId: uuid(random),
        date: wallClock(),
      };
      const effect = selected.fault && effectOf(selected.fault, context);
      const { delivery, outcome } = respond(request, effect, context, parts);
      calls.done({ atMs, operation, outcome });
      await pass(halfwayMs, signal);
      return delivery;
    },
  };
}

interface Result {
  readonly delivery: Delivery;
  readonly outcome: string;
}

function respond(
  request: WireRequest,
  effect: FaultEffect | undefined,
  context: FaultContext,
  parts: ServiceParts,
): Result {
  if (effect?.when === 'instead') return { delivery: effect.delivery, outcome: effect.code };
  try {
    const output = perform(request, context.operation, parts);
    const response = success(effect?.changeOutput(output) ?? output, context);
    return effect?.cutOff
      ? { delivery: { type: 'cut-off', response }, outcome: 'cut-off-body' }
      : { delivery: { type: 'complete', response }, outcome: 'ok' };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const response = failure(error, context);
    return { delivery: { type: 'complete', response }, outcome: error.code };
  }
}

function perform(
  request: WireRequest,
  name: string,
  { world, throttle }: Pick<ServiceParts, 'world' | 'throttle'>,
): object {
  if (name === '') {
    throw unknownOperation('Not a call on SSO Admin: POST / with an X-Amz-Target header is.');
  }
  const operation = findOperation(name);
  const atMs = now();
  if (!throttle.admit(atMs)) throw throttled();
  return operation(readInput(request.body), world, atMs);
}

/** Waits. Without a delay it sets no timer, and uses microtasks only. */
async function pass(delayMs: number, signal: AbortSignal | undefined): Promise<void> {
  if (delayMs > 0) await sleep(delayMs, signal);
}
