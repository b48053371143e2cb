import { orAborted } from '../../../engine/util/abortable.js';
import type { Logger } from '../../../engine/options/wait-options.js';
import type { Watcher } from '../../../watcher/watcher-interface.js';
import type { StartOptions, StopOptions } from '../../../watcher/watcher-options.js';
import { makeWatcher, serve, type WatchParts, type WatchServer } from './make-watcher.js';
import { sinkTypeOf } from '../../../watcher/sinks/sink-types.js';
import { summaryOf, type WatchPlan } from './watch-plan.js';

export interface LiveWatcherDeps {
  readonly parts: WatchParts;
  readonly loggerOf: (log: WatchPlan['log']) => Promise<Logger>;
}

/** A watcher that was created from a plan and has not started yet. */
export interface PreparedWatch {
  readonly plan: WatchPlan;
  readonly logger: Logger;
  readonly watcher: Watcher;
}

/** A running watcher, with its server. */
export interface LiveWatcher extends PreparedWatch {
  readonly server: WatchServer | undefined;
  /** Stops the watcher and then the server. A second call waits for the first. */
  readonly end: (options?: StopOptions) => Promise<void>;
}

/** @throws {UsageError | InvalidOptionError} when the plan is invalid */
export async function prepare(
  plan: WatchPlan,
  { parts, loggerOf }: LiveWatcherDeps,
): Promise<PreparedWatch> {
  const logger = await loggerOf(plan.log);
  return { plan, logger, watcher: makeWatcher(plan, parts, logger) };
}

/**
 * Serves a watcher if its plan has an address.
 *
 * @param port replaces the plan's
 * @throws {UsageError} when it cannot listen there
 */
export async function serveOf(
  { plan: { listen }, logger, watcher }: PreparedWatch,
  { parts }: LiveWatcherDeps,
  port = listen?.port,
): Promise<WatchServer | undefined> {
  if (listen === undefined || port === undefined) return undefined;
  return serve(watcher, { ...listen, port, logger }, parts);
}

/**
 * Starts a watcher. Its server is already running, because reaching AWS can take long.
 *
 * @param signal stops waiting for the start
 * @param options.continueIfRefused keeps retrying if AWS refuses, for a watcher that replaces another
 * @throws the error of the start, after closing the watcher and the server
 */
export async function begin(
  prepared: PreparedWatch,
  server: WatchServer | undefined,
  signal: AbortSignal,
  options: StartOptions = {},
): Promise<LiveWatcher> {
  const { plan, logger, watcher } = prepared;
  let ended: Promise<void> | undefined;
  const end = (how?: StopOptions) => (ended ??= stop(watcher, server, how));
  logger.info(summaryOf(plan), 'starting to watch');
  for (const sink of plan.sinks) {
    for (const { fields, message } of sinkTypeOf(sink).warnings(sink)) logger.warn(fields, message);
  }
  try {
    await orAborted(signal, () => watcher.start(options));
    logger.info({}, 'watching');
  } catch (error) {
    if (!signal.aborted) {
      await end();
      throw error;
    }
  }
  return { ...prepared, server, end };
}

async function stop(
  watcher: Watcher,
  server: WatchServer | undefined,
  options: StopOptions | undefined,
): Promise<void> {
  try {
    await watcher.stop(options);
  } finally {
    await server?.close();
  }
}
