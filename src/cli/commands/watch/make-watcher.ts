import { isWaiterError } from '../../../engine/results/error-guards.js';
import type { Logger } from '../../../engine/options/wait-options.js';
import type { Sink } from '../../../watcher/delivery/sink.js';
import type { WatcherOptions } from '../../../watcher/watcher-options.js';
import type { StateStore } from '../../../watcher/store/store.js';
import type { Watcher } from '../../../watcher/watcher-interface.js';
import type { ListenAddress } from '../../flags/listen-address.js';
import { UsageError } from '../../usage-error.js';
import type { WatchPlan } from './watch-plan.js';
import type { SinkSettings } from '../../../watcher/sinks/sink-type.js';

/** An HTTP server of a watcher. */
export interface WatchServer {
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

/** The address and the host names of a watcher's server. */
export interface ServeOptions extends ListenAddress {
  readonly allowedHosts: readonly string[];
  readonly logger: Logger;
}

/** Factories for the objects of a watch. */
export interface WatchParts {
  createWatcher(options: WatcherOptions): Watcher;
  createStore(folder: string): StateStore;
  createSink(plan: SinkSettings): Sink;
  serve(watcher: Watcher, options: ServeOptions): Promise<WatchServer>;
}

/**
 * Creates the watcher of a plan. Nothing is opened or called yet.
 *
 * @throws {UsageError | InvalidOptionError}
 */
export function makeWatcher(plan: WatchPlan, parts: WatchParts, logger: Logger): Watcher {
  const { instances, kinds, since, state, sinks, watcher } = plan;
  return parts.createWatcher({
    instances,
    state: parts.createStore(state),
    sinks: sinks.map((sink) => makeSink(sink, parts)),
    ...(kinds === undefined ? {} : { kinds }),
    ...(since === undefined ? {} : { since }),
    ...watcher,
    logger,
  });
}

/** Adds the sink's name to the error. */
function makeSink(plan: SinkSettings, parts: WatchParts): Sink {
  try {
    return parts.createSink(plan);
  } catch (error) {
    if (!isWaiterError(error, 'INVALID_OPTION')) throw error;
    throw new UsageError(`Sink ${plan.name}: ${error.message}`);
  }
}

/** @throws {UsageError} when it cannot listen there */
export async function serve(
  watcher: Watcher,
  options: ServeOptions,
  parts: WatchParts,
): Promise<WatchServer> {
  try {
    return await parts.serve(watcher, options);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(
      `Cannot serve on ${options.host}, port ${options.port} (--listen). ${reason}`,
    );
  }
}
