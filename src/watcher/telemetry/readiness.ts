import type { InstanceSnapshot, SinkSnapshot, WatcherSnapshot } from '../watcher-interface.js';

/** A problem that affects the readiness. */
export interface HealthReason {
  readonly scope: 'watcher' | 'instance' | 'sink';
  /** The name of the instance or the sink. */
  readonly name?: string;
  readonly message: string;
  /** Since when, if known. */
  readonly since?: Date;
}

/** The readiness of a watcher. */
export interface Readiness {
  /**
   * `healthy`: no problem. `degraded`: all instances are watched, but a sink does not accept events.
   * `unhealthy`: an instance is not watched, its data may be stale, or the state cannot be written.
   */
  readonly level: 'healthy' | 'degraded' | 'unhealthy';
  /** A sentence for displays. It changes only when the readiness does. */
  readonly sentence: string;
  /** Most severe first. */
  readonly reasons: readonly HealthReason[];
}

/** The readiness that a snapshot shows. Pure. */
export function readinessOf({ phase, instances, sinks, stateProblem }: WatcherSnapshot): Readiness {
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
    const sentence = 'The state cannot be written, so no events are emitted.';
    return { level: 'unhealthy', sentence, reasons: [...unwritten, ...unwatched, ...failing] };
  }
  if (unwatched.length > 0) {
    const sentence = `${share(unwatched, instances)} not watched as expected.`;
    return { level: 'unhealthy', sentence, reasons: [...unwatched, ...failing] };
  }
  if (failing.length > 0) {
    const sentence = `All instances are watched, but events do not reach ${nameAll(failing)}.`;
    return { level: 'degraded', sentence, reasons: failing };
  }
  const watched =
    instances.length === 1 ? 'the instance is' : `all ${instances.length} instances are`;
  return { level: 'healthy', sentence: `Healthy: ${watched} watched.`, reasons: [] };
}

/** The problem of an instance, if it has one. */
export function instanceReason({ name, problem, stale }: InstanceSnapshot): HealthReason[] {
  if (problem !== undefined) {
    const message = `${problem.fault}: ${problem.message}`;
    return [{ scope: 'instance', name, message, since: problem.since }];
  }
  return stale === undefined ? [] : [{ scope: 'instance', name, message: stale }];
}

function stateReason(problem: WatcherSnapshot['stateProblem']): HealthReason[] {
  if (problem === undefined) return [];
  const message = `the state cannot be written: ${problem.message}`;
  return [{ scope: 'watcher', message, since: problem.since }];
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
