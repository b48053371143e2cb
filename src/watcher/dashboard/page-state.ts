import type { Readiness } from '../telemetry/readiness.js';

/** Milliseconds since 1970. */
type Instant = number;

/** The state of the live page. All texts are escaped. */
export interface PageState {
  readonly version: string;
  readonly startedAt?: Instant;
  readonly health: {
    readonly level: Readiness['level'];
    readonly sentence: string;
    readonly reasons: readonly ReasonState[];
  };
  readonly instances: readonly InstanceState[];
  readonly inFlight: {
    readonly total: number;
    /** The oldest requests. */
    readonly rows: readonly RequestState[];
  };
  /** Newest first. */
  readonly failures: readonly EndedState[];
  /** Newest first. */
  readonly successes: readonly EndedState[];
  /** Recently ended requests: the time of the end, the duration in milliseconds, and 1 if it failed. */
  readonly durations: readonly (readonly [Instant, number, 0 | 1])[];
  readonly sinks: readonly SinkState[];
  readonly stateBytes: number;
}

export interface ReasonState {
  /** The affected part, such as `instance production`. */
  readonly who: string;
  readonly message: string;
  readonly since?: Instant;
}

export interface InstanceState {
  readonly name: string;
  readonly arn?: string;
  readonly problem?: string;
  readonly inFlight: number;
  /** The oldest of the last sweeps of its kinds; absent until each was swept. */
  readonly sweptAt?: Instant;
  /** The current longest pause between sweeps, in milliseconds. */
  readonly cadenceMs: number;
  readonly ratePerSecond: number;
  readonly ceilingPerSecond: number;
  /** Calls since the start. */
  readonly sent: number;
  readonly throttled: number;
  readonly failed: number;
}

/** A request in progress. */
export interface RequestState {
  /** Identifies the request. */
  readonly key: string;
  readonly instance: string;
  readonly kind: string;
  readonly requestId: string;
  readonly account?: string;
  /** The last part of its ARN. */
  readonly permissionSet?: string;
  readonly principal?: string;
  /** When it was created, or first seen. */
  readonly since: Instant;
}

/** A request that ended. */
export interface EndedState extends RequestState {
  readonly durationMs?: number;
  /** Present only for a failure. */
  readonly category?: string;
  readonly reason?: string;
}

export interface SinkState {
  readonly name: string;
  readonly outbox: number;
  readonly deadLetters: number;
  readonly problem?: string;
}
