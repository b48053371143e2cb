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
 * Counts what a watcher does from now on, and reads the rest from its snapshot at each scrape. Every
 * label has few values: kinds, statuses and categories, and the names of instances, operations and
 * sinks; never an id or a text of the service. `sso_instance` holds the name of an instance, since
 * Prometheus has `instance` for the address that it scraped, and would rename ours.
 *
 * @param version of this package, for `sso_admin_waiter_build_info`
 * @see https://prometheus.io/docs/practices/naming/
 */
export function createMetrics(watcher: WatcherView, version: string): Metrics {
  // Of its own, so that neither the metrics nor the settings of a host program mix with these.
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
