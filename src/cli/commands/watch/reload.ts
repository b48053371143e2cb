import { escapeControlChars } from '../../../engine/util/escape-control-chars.js';
import {
  begin,
  prepare,
  serveOf,
  type LiveWatcher,
  type LiveWatcherDeps,
  type PreparedWatch,
} from './live-watcher.js';
import type { WatchServer } from './make-watcher.js';
import type { WatchPlan } from './watch-plan.js';

/**
 * Restarts with the current configuration: the old watcher finishes its deliveries, then the new one starts.
 * If the configuration is invalid, the old watcher keeps running. If AWS refuses the caller, for example
 * because of expired credentials, the new watcher keeps retrying, as the old one would have.
 *
 * @param load reads the configuration
 * @param signal aborted when the process is to end
 * @throws when neither the new nor the old configuration works
 */
export async function reload(
  live: LiveWatcher,
  load: () => Promise<WatchPlan>,
  deps: LiveWatcherDeps,
  signal: AbortSignal,
): Promise<LiveWatcher> {
  const { logger } = live;
  const next = await prepareNext(live, load, deps).catch((error: unknown) => {
    const reason = reasonOf(error);
    logger.error({ reason }, 'the new configuration is invalid, keeping the old one');
  });
  if (next === undefined) return live;

  logger.info({}, 'the configuration was reloaded, restarting with it');
  try {
    await live.end();
  } catch (error) {
    await next.server?.close();
    throw error;
  }
  if (signal.aborted) {
    await next.server?.close();
    return live;
  }
  const port = live.server?.port;
  try {
    const server = next.server ?? (await serveOf(next.prepared, deps, port));
    return await begin(next.prepared, server, signal, CONTINUE);
  } catch (error) {
    const reason = reasonOf(error);
    logger.error({ reason }, 'the new configuration does not work, returning to the old one');
    const prepared = await prepare(live.plan, deps);
    return begin(prepared, await serveOf(prepared, deps, port), signal, CONTINUE);
  }
}

/** A watcher that was running does not end because AWS refuses the caller. */
const CONTINUE = { continueIfRefused: true };

/** Does everything that can fail while the old watcher still runs, such as listening on a new address. */
async function prepareNext(
  live: LiveWatcher,
  load: () => Promise<WatchPlan>,
  deps: LiveWatcherDeps,
): Promise<{ readonly prepared: PreparedWatch; readonly server: WatchServer | undefined }> {
  const prepared = await prepare(await load(), deps);
  const moves = addressOf(prepared.plan) !== addressOf(live.plan);
  return { prepared, server: moves ? await serveOf(prepared, deps) : undefined };
}

function addressOf({ listen }: WatchPlan): string | undefined {
  return listen && `${listen.host} ${listen.port}`;
}

function reasonOf(error: unknown): string {
  return escapeControlChars(error instanceof Error ? error.message : String(error));
}
