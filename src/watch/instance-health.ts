import { isPassing } from '../api/fault.js';
import { now, wallClock } from '../schedule/clock.js';
import { troubleOf, type Trouble } from './instance-trouble.js';
import type { WatcherEvent } from './watch-event.js';
import type { InstanceTrouble } from './watcher-interface.js';

/** How the first contact with an instance went. */
export type FirstContact = 'reached' | Trouble;

/** The trouble of the first instance, where every one refuses. Pure. */
export function outrightRefusal(contacts: readonly FirstContact[]): Trouble | undefined {
  const refusals = contacts.flatMap((each) => (each === 'reached' || each.isPassing ? [] : each));
  return refusals.length === contacts.length ? refusals[0] : undefined;
}

/**
 * Whether an instance can be watched. It is asked for several things at once, its sources; it is
 * failing while any of them does, and that is told when it begins, changes, and ends.
 */
export class InstanceHealth {
  readonly #name: string;
  readonly #emit: (event: WatcherEvent) => void;
  readonly #sources: readonly string[];
  readonly #troubles = new Map<string, Trouble>();
  #shown: (InstanceTrouble & { readonly sinceMs: number }) | undefined;
  #failures = 0;
  #meet: (contact: FirstContact) => void = () => undefined;

  /** Resolves when one source has answered, or every one has failed, for the first time. */
  readonly firstContact = new Promise<FirstContact>((resolve) => {
    this.#meet = resolve;
  });

  /** @param sources what is asked for in any case */
  constructor(name: string, sources: readonly string[], emit: (event: WatcherEvent) => void) {
    this.#name = name;
    this.#sources = sources;
    this.#emit = emit;
  }

  /** How often it failed as a whole since something last worked. */
  get failures(): number {
    return this.#failures;
  }

  /** What keeps the instance from being watched. */
  get trouble(): InstanceTrouble | undefined {
    if (this.#shown === undefined) return undefined;
    const { since, fault, message } = this.#shown;
    return { since, fault, message };
  }

  /** Whether every source is refused. */
  get isRefused(): boolean {
    return this.#sources.every((source) => this.#troubles.get(source)?.isPassing === false);
  }

  /** The instance failed as a whole. */
  failed(error: unknown): void {
    this.#failures += 1;
    for (const source of this.#sources) this.sourceFailed(source, error);
  }

  sourceFailed(source: string, error: unknown): void {
    const trouble = troubleOf(error, this.#name);
    this.#troubles.set(source, trouble);
    this.#show(trouble);
    if (this.#sources.every((each) => this.#troubles.has(each))) this.#meet(trouble);
  }

  sourceWorked(source: string): void {
    this.#failures = 0;
    this.#meet('reached');
    this.#troubles.delete(source);
    if (this.#troubles.size > 0 || this.#shown === undefined) return;
    const afterMs = Math.round(now() - this.#shown.sinceMs);
    this.#shown = undefined;
    this.#emit({ type: 'instance-recovered', at: wallClock(), instance: this.#name, afterMs });
  }

  #show({ fault, message }: Trouble): void {
    const before = this.#shown;
    const at = wallClock();
    this.#shown = { since: at, sinceMs: now(), ...before, fault, message };
    if (before !== undefined && isAlike(before.fault, fault)) return;
    this.#emit({ type: 'instance-failing', at, instance: this.#name, fault, message });
  }
}

/** Throttling and lost connections come mixed: that they change is no news. */
function isAlike(one: Trouble['fault'], other: Trouble['fault']): boolean {
  return one === other || (isPassing({ kind: one }) && isPassing({ kind: other }));
}
