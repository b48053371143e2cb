import type { InstanceSnapshot, SinkSnapshot, WatcherSnapshot } from '../watcher-interface.js';

/** Something that is not as it should be. */
export interface HealthReason {
  readonly scope: 'watcher' | 'instance' | 'sink';
  /** Of the instance or the sink. */
  readonly name?: string;
  readonly message: string;
  /** Since when, where that is known. */
  readonly since?: Date;
}

/** How a watcher does. */
export interface Readiness {
  /**
   * `healthy`: all is as it should be. `impaired`: every instance is watched, but a sink does not take
   * its events. `unhealthy`: something is not watched, its picture may be out of date, or the state
   * cannot be written.
   */
  readonly level: 'healthy' | 'impaired' | 'unhealthy';
  /** One sentence for people. It stays the same while nothing changes for the better or worse. */
  readonly sentence: string;
  /** What weighs most stands first. */
  readonly reasons: readonly HealthReason[];
}

/** Judges a snapshot. */
export function healthOf({ phase, instances, sinks, stateProblem }: WatcherSnapshot): Readiness {
  const unwritten = stateReason(stateProblem);
  const unwatched = instances.flatMap(instanceReason);
  const failing = sinks.flatMap(sinkReason);
  if (phase !== 'running') {
    const message = `The watcher is ${phase === 'idle' ? 'not started yet' : phase}.`;
    const reasons = [
      { scope: 'watcher', message } as const,
      ...unwritten,
      ...unwatched,
      ...failing,
    ];
    return { level: 'unhealthy', sentence: message, reasons };
  }
  if (unwritten.length > 0) {
    const sentence = 'The state cannot be written: what happens is not told.';
    return { level: 'unhealthy', sentence, reasons: [...unwritten, ...unwatched, ...failing] };
  }
  if (unwatched.length > 0) {
    const sentence = `${share(unwatched, instances)} not watched as expected.`;
    return { level: 'unhealthy', sentence, reasons: [...unwatched, ...failing] };
  }
  if (failing.length > 0) {
    const sentence = `All is watched, but events do not reach ${nameAll(failing)}.`;
    return { level: 'impaired', sentence, reasons: failing };
  }
  const watched =
    instances.length === 1 ? 'the instance is' : `all ${instances.length} instances are`;
  return { level: 'healthy', sentence: `All is well: ${watched} watched.`, reasons: [] };
}

/** Why an instance is not watched as it should be; nothing when it is. */
export function instanceReason({ name, trouble, stale }: InstanceSnapshot): HealthReason[] {
  if (trouble !== undefined) {
    const message = `${trouble.fault}: ${trouble.message}`;
    return [{ scope: 'instance', name, message, since: trouble.since }];
  }
  return stale === undefined ? [] : [{ scope: 'instance', name, message: stale }];
}

function stateReason(trouble: WatcherSnapshot['stateProblem']): HealthReason[] {
  if (trouble === undefined) return [];
  const message = `the state cannot be written: ${trouble.message}`;
  return [{ scope: 'watcher', message, since: trouble.since }];
}

function sinkReason({ name, failing }: SinkSnapshot): HealthReason[] {
  if (failing === undefined) return [];
  return [{ scope: 'sink', name, message: failing.reason, since: failing.since }];
}

function share(bad: readonly unknown[], all: readonly unknown[]): string {
  if (all.length === 1) return 'The instance is';
  return `${bad.length} of ${all.length} instances ${bad.length === 1 ? 'is' : 'are'}`;
}

function nameAll(reasons: readonly HealthReason[]): string {
  return reasons.map(({ name }) => name).join(', ');
}

/** A reason as one line of text. */
export function reasonLine({ scope, name, message, since }: HealthReason): string {
  const who = name === undefined ? scope : `${scope} ${name}`;
  return `${who}: ${message}${since === undefined ? '' : ` (since ${since.toISOString()})`}`;
}
