import { CallError } from '../../engine/calls/call-error.js';
import type { Fault } from '../../engine/calls/fault.js';
import type { RequestKind } from '../../engine/requests/kinds.js';
import { wallClock } from '../../engine/util/clock.js';
import type { InstanceHealth } from './instance-health.js';
import type { KindListener } from './kind-watch.js';
import type { WatcherEvent } from '../watcher-event.js';

/** Hears how it goes with the kinds of an instance, and tells what that means for the instance. */
export function listenToKinds(
  instance: string,
  health: InstanceHealth,
  parts: {
    readonly emit: (event: WatcherEvent) => void;
    /** Begins anew, with a new client. */
    readonly endSession: (error: unknown) => void;
  },
): KindListener {
  const { emit, endSession } = parts;
  const failed = (source: string, error: CallError) => {
    health.sourceFailed(source, error);
    // What is wrong with the caller, or with all that it asks for, may end with new credentials.
    if (isAboutCaller(error.fault) || health.isRefused) endSession(error);
  };
  return {
    onSwept: (kind, result, nextMs) => {
      health.sourceWorked(kind);
      emit({ type: 'swept', at: wallClock(), instance, kind, ...result, nextMs });
    },
    onSweepFailed: failed,
    onOrder: (kind, order) => emit({ type: 'list-order', at: wallClock(), instance, kind, order }),
    onLost: (request) => emit({ type: 'lost', at: wallClock(), instance, ...request }),
    onRefused: (kind, operation, fault) =>
      failed(requestsOf(kind), new CallError({ type: 'describe', operation }, fault)),
    onAnswered: (kind) => health.sourceWorked(requestsOf(kind)),
    onBroken: endSession,
  };
}

/** The source of what describes of a kind answer. */
function requestsOf(kind: RequestKind): string {
  return `requests of ${kind}`;
}

function isAboutCaller({ kind }: Fault): boolean {
  return kind === 'credentials' || kind === 'region' || kind === 'kms' || kind === 'other';
}
