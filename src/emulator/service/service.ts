import { now, wallClock } from '../../engine/util/clock.js';
import { sleep } from '../../engine/util/abortable.js';
import type { CallRecorder } from './call-counts.js';
import {
  effectOf,
  type Delivery,
  type FaultContext,
  type FaultEffect,
} from '../faults/fault-effect.js';
import type { FaultBook } from '../faults/fault-rules.js';
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

/** What the service is made of. */
export interface ServiceParts {
  readonly world: World;
  readonly faults: FaultBook;
  readonly throttle: Throttle;
  readonly calls: CallRecorder;
  readonly latencyMs: number;
  readonly random: Random;
}

/** The service behind the doors: takes a call, says how it is answered. */
export interface Service {
  /** Rejects with the signal's reason when the client goes away while the call is under way. */
  receive(request: WireRequest, signal?: AbortSignal): Promise<Delivery>;
}

/** Wires the way of a call: arrival → fault → rate → operation → answer. */
export function createService(parts: ServiceParts): Service {
  const { world, faults, calls, random } = parts;
  const halfwayMs = parts.latencyMs / 2;

  return {
    receive: async (request, signal) => {
      const atMs = now();
      const operation = readOperation(request) ?? '';
      calls.arrived(operation);
      const strike = faults.strike(operation);
      await pass(halfwayMs + strike.latencyMs, signal);
      const context: FaultContext = {
        operation,
        instanceArn: world.directory.instance.instanceArn,
        accountId: world.directory.instance.ownerAccountId,
        callId: uuid(random),
        date: wallClock(),
      };
      const effect = strike.fault && effectOf(strike.fault, context);
      const { delivery, outcome } = answer(request, effect, context, parts);
      calls.done({ atMs, operation, outcome });
      await pass(halfwayMs, signal);
      return delivery;
    },
  };
}

interface Answer {
  readonly delivery: Delivery;
  readonly outcome: string;
}

function answer(
  request: WireRequest,
  effect: FaultEffect | undefined,
  context: FaultContext,
  parts: ServiceParts,
): Answer {
  if (effect?.when === 'instead') return { delivery: effect.delivery, outcome: effect.code };
  try {
    const output = perform(request, context.operation, parts);
    const response = success(effect?.spoil(output) ?? output, context);
    return effect?.cutOff
      ? { delivery: { type: 'cut-off', response }, outcome: 'cut-off-body' }
      : { delivery: { type: 'answer', response }, outcome: 'ok' };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const response = failure(error, context);
    return { delivery: { type: 'answer', response }, outcome: error.code };
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

/** Lets time pass; none at all needs no timer, and so stays within microtasks. */
async function pass(delayMs: number, signal: AbortSignal | undefined): Promise<void> {
  if (delayMs > 0) await sleep(delayMs, signal);
}
