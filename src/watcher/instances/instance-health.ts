import { CallError } from '../../engine/calls/call-error.js';
import { isRetryable, type Fault } from '../../engine/calls/fault.js';
import type { RequestKind } from '../../engine/requests/kinds.js';
import { now, wallClock } from '../../engine/util/clock.js';
import type { WatcherEvent } from '../watcher-event.js';
import type { InstanceProblem } from '../watcher-interface.js';
import { problemOf, type Problem } from './instance-problem.js';
import type { KindListener } from './kind-watch.js';

/** The result of the first contact with an instance. */
export type FirstContact = 'reached' | Problem;

/** The problem of the first instance, if AWS refuses all of them. Pure. */
export function outrightRefusal(contacts: readonly FirstContact[]): Problem | undefined {
  const refusals = contacts.flatMap((each) => (each === 'reached' || each.isRetryable ? [] : each));
  return refusals.length === contacts.length ? refusals[0] : undefined;
}

interface Failure extends Problem {
  readonly since: Date;
  readonly sinceMs: number;
}

/**
 * The health of an instance. It is failing while any of its sources fails: the sweeps and the describes of
 * each kind. It emits an event when a failure begins, changes and ends. Retryable failures count only once
 * the data is stale, because most of them are short.
 */
export class InstanceHealth {
  readonly #name: string;
  readonly #emit: (event: WatcherEvent) => void;
  readonly #sources: readonly string[];
  readonly #isStale: () => boolean;
  readonly #failing = new Map<string, Failure>();
  #emitted: Failure | undefined;
  #failures = 0;
  #resolveFirstContact: (contact: FirstContact) => void = () => undefined;

  /** Resolves when one source has succeeded, or all have failed, for the first time. */
  readonly firstContact = new Promise<FirstContact>((resolve) => {
    this.#resolveFirstContact = resolve;
  });

  /**
   * @param sources the required sources
   * @param isStale whether the data of the instance is stale
   */
  constructor(
    name: string,
    sources: readonly string[],
    emit: (event: WatcherEvent) => void,
    isStale: () => boolean,
  ) {
    this.#name = name;
    this.#sources = sources;
    this.#emit = emit;
    this.#isStale = isStale;
  }

  /** The number of failures of the whole instance since the last success. */
  get failures(): number {
    return this.#failures;
  }

  /** Why the instance is failing; `undefined` if it is not. */
  get problem(): InstanceProblem | undefined {
    const counting = this.#emitted ?? this.#counting()[0];
    if (counting === undefined) return undefined;
    const { since, fault, message } = counting;
    return { since, fault, message };
  }

  /** Whether all required sources are refused. */
  get isRefused(): boolean {
    return this.#sources.every((source) => this.#failing.get(source)?.isRetryable === false);
  }

  /** The instance failed as a whole. */
  failed(error: unknown): void {
    this.#failures += 1;
    for (const source of this.#sources) this.sourceFailed(source, error);
  }

  sourceFailed(source: string, error: unknown): void {
    const problem = problemOf(error, this.#name);
    const { since, sinceMs } = this.#failing.get(source) ?? { since: wallClock(), sinceMs: now() };
    const failure = { ...problem, since, sinceMs };
    this.#failing.set(source, failure);
    if (this.#counting().includes(failure)) this.#emitFailing(failure);
    if (this.#sources.every((each) => this.#failing.has(each))) this.#resolveFirstContact(problem);
  }

  sourceSucceeded(source: string): void {
    this.#failures = 0;
    this.#resolveFirstContact('reached');
    this.#failing.delete(source);
    if (this.#emitted === undefined || this.#counting().length > 0) return;
    const afterMs = Math.round(now() - this.#emitted.sinceMs);
    this.#emitted = undefined;
    this.#emit({ type: 'instance-recovered', at: wallClock(), instance: this.#name, afterMs });
  }

  /** The failures that count. Refusals take precedence over retryable failures. */
  #counting(): readonly Failure[] {
    const all = [...this.#failing.values()];
    const refused = all.filter((failure) => !failure.isRetryable);
    if (refused.length > 0) return refused;
    return all.length > 0 && this.#isStale() ? all : [];
  }

  #emitFailing(failure: Failure): void {
    const before = this.#emitted;
    const { fault, message } = failure;
    const { since, sinceMs } = before ?? failure;
    this.#emitted = { ...failure, since, sinceMs };
    if (before !== undefined && isSimilar(before.fault, fault)) return;
    this.#emit({ type: 'instance-failing', at: wallClock(), instance: this.#name, fault, message });
  }
}

/** Throttling and lost connections alternate, so a change between them is not emitted. */
function isSimilar(one: Problem['fault'], other: Problem['fault']): boolean {
  return one === other || (isRetryable({ kind: one }) && isRetryable({ kind: other }));
}

/** The listener that turns what happens with the kinds of an instance into its health and events. */
export function listenToKinds(
  instance: string,
  health: InstanceHealth,
  deps: {
    readonly emit: (event: WatcherEvent) => void;
    /** Ends the session, so that another one begins with a new client. */
    readonly endSession: (error: unknown) => void;
  },
): KindListener {
  const { emit, endSession } = deps;
  const failed = (source: string, error: CallError) => {
    health.sourceFailed(source, error);
    // New credentials may solve a problem with the caller, or with all requests.
    if (isAboutCaller(error.fault) || health.isRefused) endSession(error);
  };
  return {
    onSwept: (kind, result, nextMs) => {
      health.sourceSucceeded(kind);
      emit({ type: 'swept', at: wallClock(), instance, kind, ...result, nextMs });
    },
    onSweepFailed: failed,
    onOrder: (kind, order) => emit({ type: 'list-order', at: wallClock(), instance, kind, order }),
    onLost: (request) => emit({ type: 'lost', at: wallClock(), instance, ...request }),
    onRefused: (kind, operation, fault) =>
      failed(describesOf(kind), new CallError({ type: 'describe', operation }, fault)),
    onAccepted: (kind) => health.sourceSucceeded(describesOf(kind)),
    onBroken: endSession,
  };
}

/** The source of the describes of a kind. */
function describesOf(kind: RequestKind): string {
  return `describes of ${kind}`;
}

function isAboutCaller({ kind }: Fault): boolean {
  return kind === 'credentials' || kind === 'region' || kind === 'kms' || kind === 'other';
}
