import type { Registry } from 'prom-client';
import type { FailureCategory } from '../../../engine/results/failure-category.js';
import type { TerminalRequestEvent } from '../../request-event.js';
import type { WatcherEvent } from '../../watcher-event.js';
import type { WatcherSnapshot } from '../../watcher-interface.js';
import { defineEventMetrics } from './event-definitions.js';

/** A record, so that the compiler reports a missing category. */
const CATEGORIES: Readonly<Record<FailureCategory, true>> = {
  'not-found': true,
  'access-denied': true,
  'account-unavailable': true,
  'unsupported-policy': true,
  internal: true,
  other: true,
};

const OUTCOMES = ['delivered', 'failed', 'dead_lettered'] as const;

/** Counters that events update. */
export interface EventCounters {
  count(this: void, event: WatcherEvent): void;
  /** Initializes counters at 0, so that the first event is an increase for Prometheus. */
  prepare(snapshot: WatcherSnapshot): void;
}

/** @param nameOf the name of the instance with an ARN */
export function countEvents(
  registry: Registry,
  nameOf: (instanceArn: string) => string,
): EventCounters {
  const metrics = defineEventMetrics(registry);
  const ended = (event: TerminalRequestEvent) => {
    const { kind, status, durationMs, maxDetectionDelayMs } = event;
    const category = event.type === 'failed' ? event.category : 'none';
    const instance = nameOf(event.instanceArn);
    metrics.ended.inc({ sso_instance: instance, kind, status: status.toLowerCase(), category });
    if (durationMs !== undefined) metrics.duration.observe({ kind }, seconds(durationMs));
    if (maxDetectionDelayMs !== undefined)
      metrics.detection.observe({ kind }, seconds(maxDetectionDelayMs));
  };
  return {
    count(event) {
      switch (event.type) {
        case 'discovered':
          metrics.discovered.inc({ sso_instance: nameOf(event.instanceArn), kind: event.kind });
          break;
        case 'succeeded':
        case 'failed':
          ended(event);
          break;
        case 'lost':
          metrics.lost.inc({ sso_instance: event.instance, kind: event.kind });
          break;
        case 'swept':
          metrics.sweeps.inc({ sso_instance: event.instance, kind: event.kind });
          metrics.pages.inc({ sso_instance: event.instance, kind: event.kind }, event.pages);
          break;
        case 'delivered':
          metrics.deliveries.inc({ sink: event.sink, outcome: 'delivered' });
          metrics.deliveryDelay.observe({ sink: event.sink }, seconds(event.afterMs));
          break;
        case 'delivery-failed':
          metrics.deliveries.inc({ sink: event.sink, outcome: 'failed' });
          break;
        case 'dead-lettered':
          metrics.deliveries.inc({ sink: event.sink, outcome: 'dead_lettered' });
          break;
        case 'dead-letters-dropped':
          metrics.droppedDeadLetters.inc({ sink: event.sink }, event.count);
          break;
        case 'state-failing':
          metrics.stateFailures.inc();
          break;
        case 'list-order':
        case 'instance-failing':
        case 'instance-recovered':
        case 'throttled':
        case 'recovered':
        case 'poll-failed':
        case 'sink-missing':
        case 'state-recovered':
        case 'stopped':
          // The metrics of these events are read from the snapshot.
          break;
      }
    },
    prepare({ instances, sinks }) {
      for (const { name: instance, kinds } of instances) {
        for (const { kind } of kinds) {
          for (const one of [metrics.discovered, metrics.lost, metrics.sweeps, metrics.pages]) {
            one.inc({ sso_instance: instance, kind }, 0);
          }
          metrics.ended.inc(
            { sso_instance: instance, kind, status: 'succeeded', category: 'none' },
            0,
          );
          for (const category of Object.keys(CATEGORIES)) {
            metrics.ended.inc({ sso_instance: instance, kind, status: 'failed', category }, 0);
          }
        }
      }
      for (const { name: sink } of sinks) {
        for (const outcome of OUTCOMES) metrics.deliveries.inc({ sink, outcome }, 0);
        metrics.droppedDeadLetters.inc({ sink }, 0);
      }
    },
  };
}

function seconds(ms: number): number {
  return ms / 1_000;
}
