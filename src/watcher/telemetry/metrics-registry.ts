import { Registry } from 'prom-client';
import { countEvents } from './metrics/event-metrics.js';
import { instanceNames } from './instance-names.js';
import { snapshotGauges } from './metrics/snapshot-metrics.js';
import type { WatcherView } from './watcher-view.js';

/** A watcher's metrics, in the text format of Prometheus. */
export interface Metrics {
  readonly contentType: string;
  render(): Promise<string>;
  /** Stops counting. */
  close(): void;
}

/**
 * Counts the events of a watcher from this call on, and reads the other metrics from its snapshot at each
 * scrape. Every label has few values: kinds, statuses and categories, and the names of instances, operations and
 * sinks, but no ids and no texts from AWS. `sso_instance` contains the name of an instance, because Prometheus
 * uses `instance` for the scraped address.
 *
 * @param version the version of this package, for `sso_admin_waiter_build_info`
 * @see https://prometheus.io/docs/practices/naming/
 */
export function createMetrics(watcher: WatcherView, version: string): Metrics {
  // A separate registry, so that these metrics do not mix with those of the host program.
  const registry = new Registry();
  const names = instanceNames(() => watcher.snapshot());
  const update = snapshotGauges(registry, version);
  const counters = countEvents(registry, names.nameOf);
  watcher.on('*', counters.count);
  return {
    contentType: registry.contentType,
    render() {
      const snapshot = watcher.snapshot();
      names.learn(snapshot);
      counters.prepare(snapshot);
      update(snapshot);
      return registry.metrics();
    },
    close() {
      watcher.off('*', counters.count);
      registry.clear();
    },
  };
}
