import { Counter, Histogram, type Registry } from 'prom-client';
import { LISTED_KINDS } from '../../../engine/requests/kinds.js';
import { PREFIX } from './metric-prefix.js';

/** Requests take from a second to many minutes. */
const DURATION_BUCKETS = [1, 2.5, 5, 10, 20, 30, 60, 120, 180, 300, 600, 1_800];

/** The pauses between polls, and longer delays after a downtime. */
const DETECTION_BUCKETS = [0.5, 1, 2, 5, 10, 20, 35, 60, 300, 1_800];

/** From a receiver that responds at once to one that is down for a day. */
const DELIVERY_BUCKETS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1_800, 3_600, 21_600];

/** Defines the metrics that events update. */
export function defineEventMetrics(registry: Registry) {
  const registers = [registry];
  const counter = <Label extends string = never>(
    name: string,
    help: string,
    labelNames: readonly Label[] = [],
  ): Counter<Label> => new Counter({ name: `${PREFIX}${name}`, help, labelNames, registers });
  const histogram = <Label extends string>(
    name: string,
    help: string,
    labelNames: readonly Label[],
    buckets: number[],
  ): Histogram<Label> =>
    new Histogram({ name: `${PREFIX}${name}`, help, labelNames, buckets, registers });

  const metrics = {
    discovered: counter('requests_discovered_total', 'Requests that were seen in progress.', [
      'sso_instance',
      'kind',
    ]),
    ended: counter(
      'requests_ended_total',
      'Requests that ended, by status; failures by category too.',
      ['sso_instance', 'kind', 'status', 'category'],
    ),
    lost: counter(
      'requests_lost_total',
      'Requests that AWS no longer knew before their end was seen.',
      ['sso_instance', 'kind'],
    ),
    sweeps: counter('sweeps_total', 'Lists that were read.', ['sso_instance', 'kind']),
    pages: counter('sweep_pages_total', 'Pages of lists that were read.', ['sso_instance', 'kind']),
    deliveries: counter(
      'deliveries_total',
      'Attempts to deliver an event, and dead-lettered events.',
      ['sink', 'outcome'],
    ),
    droppedDeadLetters: counter(
      'dead_letters_dropped_total',
      'Dead letters that were deleted because there were too many.',
      ['sink'],
    ),
    stateFailures: counter('state_write_failures_total', 'Failed writes of the state.'),
    duration: histogram(
      'provisioning_duration_seconds',
      'Time from the creation of a request to the poll that saw its end.',
      ['kind'],
      DURATION_BUCKETS,
    ),
    detection: histogram(
      'detection_delay_seconds',
      'Upper bound of the time from the end of a request to its detection.',
      ['kind'],
      DETECTION_BUCKETS,
    ),
    deliveryDelay: histogram(
      'delivery_delay_seconds',
      'Time from the detection of an event to its delivery.',
      ['sink'],
      DELIVERY_BUCKETS,
    ),
  };
  for (const kind of LISTED_KINDS) {
    metrics.duration.zero({ kind });
    metrics.detection.zero({ kind });
  }
  return metrics;
}
