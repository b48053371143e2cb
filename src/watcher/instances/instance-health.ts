import { isRetryable } from '../../engine/calls/fault.js';
import { now, wallClock } from '../../engine/util/clock.js';
import { problemOf, type Problem } from './instance-problem.js';
import type { WatcherEvent } from '../watcher-event.js';
import type { InstanceProblem } from '../watcher-interface.js';

/** How the first contact with an instance went. */
export type FirstContact = 'reached' | Problem;

/** The trouble of the first instance, where every one refuses. Pure. */
export function outrightRefusal(contacts: readonly FirstContact[]): Problem | undefined {
  const refusals = contacts.flatMap((each) => (each === 'reached' || each.isRetryable ? [] : each));
  return refusals.length === contacts.length ? refusals[0] : undefined;
}

interface Failure extends Problem {
  readonly since: Date;
  readonly sinceMs: number;
}

/**
 * Whether an instance can be watched. It is asked for several things at once, its sources; it is
 * failing while any of them does, and that is told when it begins, changes, and ends. What passes by
 * itself counts only once the picture is out of date: most of it is over before.
 */
export class InstanceHealth {
  readonly #name: string;
  readonly #emit: (event: WatcherEvent) => void;
  readonly #sources: readonly string[];
  readonly #isStale: () => boolean;
  readonly #failing = new Map<string, Failure>();
  #shown: Failure | undefined;
  #failures = 0;
  #meet: (contact: FirstContact) => void = () => undefined;

  /** Resolves when one source has answered, or every one has failed, for the first time. */
  readonly firstContact = new Promise<FirstContact>((resolve) => {
    this.#meet = resolve;
  });

  /**
   * @param sources what is asked for in any case
   * @param isStale whether the picture of the instance is out of date
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

  /** How often it failed as a whole since something last worked. */
  get failures(): number {
    return this.#failures;
  }

  /** What keeps the instance from being watched. */
  get trouble(): InstanceProblem | undefined {
    const counting = this.#shown ?? this.#counting()[0];
    if (counting === undefined) return undefined;
    const { since, fault, message } = counting;
    return { since, fault, message };
  }

  /** Whether every source is refused. */
  get isRefused(): boolean {
    return this.#sources.every((source) => this.#failing.get(source)?.isRetryable === false);
  }

  /** The instance failed as a whole. */
  failed(error: unknown): void {
    this.#failures += 1;
    for (const source of this.#sources) this.sourceFailed(source, error);
  }

  sourceFailed(source: string, error: unknown): void {
    const trouble = problemOf(error, this.#name);
    const { since, sinceMs } = this.#failing.get(source) ?? { since: wallClock(), sinceMs: now() };
    const failure = { ...trouble, since, sinceMs };
    this.#failing.set(source, failure);
    if (this.#counting().includes(failure)) this.#show(failure);
    if (this.#sources.every((each) => this.#failing.has(each))) this.#meet(trouble);
  }

  sourceWorked(source: string): void {
    this.#failures = 0;
    this.#meet('reached');
    this.#failing.delete(source);
    if (this.#shown === undefined || this.#counting().length > 0) return;
    const afterMs = Math.round(now() - this.#shown.sinceMs);
    this.#shown = undefined;
    this.#emit({ type: 'instance-recovered', at: wallClock(), instance: this.#name, afterMs });
  }

  /** What was refused outweighs what passes. */
  #counting(): readonly Failure[] {
    const all = [...this.#failing.values()];
    const refused = all.filter((failure) => !failure.isRetryable);
    if (refused.length > 0) return refused;
    return all.length > 0 && this.#isStale() ? all : [];
  }

  #show(failure: Failure): void {
    const before = this.#shown;
    const { fault, message } = failure;
    const { since, sinceMs } = before ?? failure;
    this.#shown = { ...failure, since, sinceMs };
    if (before !== undefined && isAlike(before.fault, fault)) return;
    this.#emit({ type: 'instance-failing', at: wallClock(), instance: this.#name, fault, message });
  }
}

/** Throttling and lost connections come mixed: that they change is no news. */
function isAlike(one: Problem['fault'], other: Problem['fault']): boolean {
  return one === other || (isRetryable({ kind: one }) && isRetryable({ kind: other }));
}
