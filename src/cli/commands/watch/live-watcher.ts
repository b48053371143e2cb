import { orAborted } from '../../../engine/util/abortable.js';
import type { Logger } from '../../../engine/options/wait-options.js';
import type { StartOptions, StopOptions, Watcher } from '../../../watcher/watcher-interface.js';
import { makeWatcher, serve, type WatchParts, type WatchServer } from './make-watcher.js';
import type { WatchPlan } from './watch-plan.js';
import { readableSinks, summaryOf, unsignedSinks } from './summary.js';

/** What watchers are made with. */
export interface LiveWatcherDeps {
  readonly parts: WatchParts;
  readonly loggerOf: (log: WatchPlan['log']) => Promise<Logger>;
}

/** A watcher that was made from a plan, and that has done nothing yet. */
export interface PreparedWatch {
  readonly plan: WatchPlan;
  readonly logger: Logger;
  readonly watcher: Watcher;
}

/** A watcher that runs, with its server. */
export interface LiveWatcher extends PreparedWatch {
  readonly server: WatchServer | undefined;
  /** Stops it, the first time; the server goes on until then. */
  readonly end: (options?: StopOptions) => Promise<void>;
}

/** @throws {UsageError | InvalidOptionError} when the plan cannot work */
export async function prepare(
  plan: WatchPlan,
  { parts, loggerOf }: LiveWatcherDeps,
): Promise<PreparedWatch> {
  const logger = await loggerOf(plan.log);
  return { plan, logger, watcher: makeWatcher(plan, parts, logger) };
}

/**
 * Serves a watcher where its plan says so.
 *
 * @param port in place of the plan's
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
 * Starts a watcher. Probes are answered before that, since it can take long to reach AWS.
 *
 * @param signal ends the waiting for the start
 * @param options.continueIfRefused for one that takes the place of another: no refusal by AWS ends it
 * @throws whatever the watcher cannot start for; it and the server are closed then
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
  for (const sink of unsignedSinks(plan)) {
    logger.warn({ sink }, 'without a secret, its receiver cannot tell who sends the events');
  }
  for (const sink of readableSinks(plan)) {
    logger.warn(sink, 'over http:, everybody on the way can read the events, and repeat them');
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
