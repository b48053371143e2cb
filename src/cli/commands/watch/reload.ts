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
 * Goes on with what the configuration says now: the old watcher finishes its deliveries, then the new
 * one starts. While the configuration is wrong, the old watcher goes on undisturbed. Where AWS refuses,
 * as with credentials that have expired, the new one goes on trying, as the old one would have.
 *
 * @param load reads the configuration
 * @param signal says that the process is to end
 * @throws when neither the new nor the old configuration works any more
 */
export async function reload(
  live: LiveWatcher,
  load: () => Promise<WatchPlan>,
  making: LiveWatcherDeps,
  signal: AbortSignal,
): Promise<LiveWatcher> {
  const { logger } = live;
  const next = await prepareNext(live, load, making).catch((error: unknown) => {
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
    const server = next.server ?? (await serveOf(next.prepared, making, port));
    return await begin(next.prepared, server, signal, TOLERANT);
  } catch (error) {
    const reason = reasonOf(error);
    logger.error({ reason }, 'the new configuration does not work, returning to the old one');
    const prepared = await prepare(live.plan, making);
    return begin(prepared, await serveOf(prepared, making, port), signal, TOLERANT);
  }
}

/** A watcher that ran never ends because AWS refuses. */
const TOLERANT = { continueIfRefused: true };

/** All that can go wrong while the old watcher still runs: also that a new address is not free. */
async function prepareNext(
  live: LiveWatcher,
  load: () => Promise<WatchPlan>,
  making: LiveWatcherDeps,
): Promise<{ readonly prepared: PreparedWatch; readonly server: WatchServer | undefined }> {
  const prepared = await prepare(await load(), making);
  const moves = addressOf(prepared.plan) !== addressOf(live.plan);
  return { prepared, server: moves ? await serveOf(prepared, making) : undefined };
}

function addressOf({ listen }: WatchPlan): string | undefined {
  return listen && `${listen.host} ${listen.port}`;
}

function reasonOf(error: unknown): string {
  return escapeControlChars(error instanceof Error ? error.message : String(error));
}
