import { Counter, Gauge, type Registry } from 'prom-client';
import { readinessOf, instanceReason } from '../readiness.js';
import type { InstanceSnapshot, SinkSnapshot, WatcherSnapshot } from '../../watcher-interface.js';
import { PREFIX } from './metric-prefix.js';

/** Defines the metrics that are read from a snapshot. @returns a function that sets them */
export function snapshotGauges(
  registry: Registry,
  version: string,
): (snapshot: WatcherSnapshot) => void {
  const metrics = define(registry);
  metrics.build.set({ version }, 1);
  return (snapshot) => {
    // Labels that are no longer in the snapshot, such as a removed instance, disappear.
    for (const metric of Object.values(metrics)) if (metric !== metrics.build) metric.reset();
    metrics.ready.set(readinessOf(snapshot).level === 'unhealthy' ? 0 : 1);
    if (snapshot.startedAt !== undefined) metrics.started.set(seconds(snapshot.startedAt));
    metrics.stateSize.set(snapshot.stateBytes);
    for (const instance of snapshot.instances) setInstance(metrics, instance);
    for (const sink of snapshot.sinks) setSink(metrics, sink);
  };
}

type Metrics = ReturnType<typeof define>;

function setInstance(metrics: Metrics, snapshot: InstanceSnapshot): void {
  const { name: instance, kinds, operations, calls } = snapshot;
  metrics.instanceUp.set({ sso_instance: instance }, instanceReason(snapshot).length === 0 ? 1 : 0);
  metrics.rate.set({ sso_instance: instance }, snapshot.ratePerSecond);
  metrics.ceiling.set({ sso_instance: instance }, snapshot.ceilingPerSecond);
  metrics.throttles.inc({ sso_instance: instance }, calls.throttled);
  for (const { kind, inFlight, lastSweepAt, cadenceMs } of kinds) {
    metrics.inFlight.set({ sso_instance: instance, kind }, inFlight);
    metrics.sweepInterval.set({ sso_instance: instance, kind }, cadenceMs / 1_000);
    if (lastSweepAt !== undefined)
      metrics.lastSweep.set({ sso_instance: instance, kind }, seconds(lastSweepAt));
  }
  for (const [operation, { answered, throttled, failed }] of Object.entries(operations)) {
    metrics.calls.inc({ sso_instance: instance, operation, outcome: 'answered' }, answered);
    metrics.calls.inc({ sso_instance: instance, operation, outcome: 'throttled' }, throttled);
    metrics.calls.inc({ sso_instance: instance, operation, outcome: 'failed' }, failed);
  }
}

function setSink(
  metrics: Metrics,
  { name: sink, outbox, deadLetters, failing }: SinkSnapshot,
): void {
  metrics.sinkUp.set({ sink }, failing === undefined ? 1 : 0);
  metrics.outbox.set({ sink }, outbox);
  metrics.deadLetters.set({ sink }, deadLetters);
}

function define(registry: Registry) {
  const registers = [registry];
  const gauge = <Label extends string = never>(
    name: string,
    help: string,
    labelNames: readonly Label[] = [],
  ): Gauge<Label> => new Gauge({ name: `${PREFIX}${name}`, help, labelNames, registers });
  const counter = <Label extends string>(
    name: string,
    help: string,
    labelNames: readonly Label[],
  ): Counter<Label> => new Counter({ name: `${PREFIX}${name}`, help, labelNames, registers });

  return {
    build: gauge('build_info', 'Always 1. The label contains the running version.', ['version']),
    ready: gauge('ready', 'Whether /readyz is successful: every instance is watched as expected.'),
    started: gauge('start_timestamp_seconds', 'When the watcher was started.'),
    stateSize: gauge('state_size_bytes', 'Size of the state.'),
    instanceUp: gauge('instance_up', 'Whether the instance is watched and its data is fresh.', [
      'sso_instance',
    ]),
    rate: gauge('rate_limit_calls_per_second', 'Current rate limit in calls a second.', [
      'sso_instance',
    ]),
    ceiling: gauge(
      'rate_limit_ceiling_calls_per_second',
      'Ceiling of the rate limit in calls a second.',
      ['sso_instance'],
    ),
    throttles: counter('throttles_total', 'Calls that AWS throttled.', ['sso_instance']),
    calls: counter('calls_total', 'Completed calls, by outcome.', [
      'sso_instance',
      'operation',
      'outcome',
    ]),
    inFlight: gauge('requests_in_flight', 'Requests in progress.', ['sso_instance', 'kind']),
    sweepInterval: gauge('sweep_interval_seconds', 'Current pause between two sweeps.', [
      'sso_instance',
      'kind',
    ]),
    lastSweep: gauge('last_successful_sweep_timestamp_seconds', 'When a sweep last succeeded.', [
      'sso_instance',
      'kind',
    ]),
    sinkUp: gauge('sink_up', 'Whether the sink accepts events.', ['sink']),
    outbox: gauge('outbox_events', 'Pending events.', ['sink']),
    deadLetters: gauge('dead_letters', 'Dead-lettered events.', ['sink']),
  };
}

function seconds(date: Date): number {
  return date.getTime() / 1_000;
}
