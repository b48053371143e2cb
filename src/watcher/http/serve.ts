import { createServer } from 'node:http';
import * as v from 'valibot';
import { check } from '../../engine/options/check.js';
import { integerBetween, listOf, members, nonBlank } from '../../engine/options/schema.js';
import { loggerSchema } from '../../engine/options/wait-options.js';
import { escapeControlChars } from '../../engine/util/escape-control-chars.js';
import { composeState } from '../dashboard/dashboard-state.js';
import { limitConnections } from './connections.js';
import { EventHub } from './event-hub.js';
import { bracketed, createHostCheck } from './host-check.js';
import { closeServer, listen } from './listen.js';
import { createMetrics } from '../telemetry/metrics-registry.js';
import { readPageAssets } from './page-assets.js';
import { createRequestHandler } from './handle-request.js';
import { createRoutes } from './routes.js';
import type { WatcherView } from '../telemetry/watcher-view.js';

/** The schema of {@link ServeOptions}. */
export const serveOptionsSchema = members({
  /** The address to listen on. Other machines can reach any address but loopback. Default `127.0.0.1`. */
  host: v.optional(nonBlank('an address of this machine'), '127.0.0.1'),
  /** The port. 0 selects a free port. */
  port: integerBetween(0, 65_535),
  /**
   * Host names that requests may use, besides localhost and `host`: those of a reverse proxy or a service.
   * The port is not compared. Default: none.
   */
  allowedHosts: v.optional(listOf(v.string('a host name')), []),
  /** The version of this package, for the page and the metrics. Default `unknown`. */
  version: v.optional(v.string('a text'), 'unknown'),
  /** Logs the start, and each response that failed. Default: nothing is written. */
  logger: loggerSchema,
});

/** Options of `serveWatcher`. */
export interface ServeOptions extends Readonly<v.InferInput<typeof serveOptionsSchema>> {}

/** A server of a watcher that is listening. */
export interface WatcherServer {
  /** The URL of the live page. */
  readonly url: string;
  /** The port that it listens on. */
  readonly port: number;
  /** Ends all streams and connections, and frees the port. */
  close(): Promise<void>;
}

/** Maximum number of open pages. */
const STREAM_LIMIT = 50;

/** Normal clients never reach these limits. */
const LIMITS = {
  headersTimeout: 10_000,
  requestTimeout: 15_000,
  // Longer than the usual pause between two scrapes, so that they share a connection.
  keepAliveTimeout: 65_000,
  maxHeaderSize: 16_384,
};
const MAX_CONNECTIONS = 256;
const IDLE_SOCKET_MS = 120_000;

/**
 * Serves probes, metrics, a read-only API and a live page of a watcher. The metrics count from this call, so
 * call it before the watcher starts. The server keeps the process alive until it is closed.
 *
 * @throws {InvalidOptionError} when an option is invalid
 * @throws an error with a `code` such as `EADDRINUSE` when it cannot listen there
 */
export async function serveWatcher(
  watcher: WatcherView,
  options: ServeOptions,
): Promise<WatcherServer> {
  const { host, port, allowedHosts, version, logger } = check(serveOptionsSchema, options);
  const isKnownHost = createHostCheck(host, allowedHosts);
  const assets = await readPageAssets();
  const metrics = createMetrics(watcher, version);
  const compose = () => JSON.stringify(composeState(watcher.snapshot(), version));
  const hub = new EventHub(watcher, compose, STREAM_LIMIT);
  const routes = createRoutes(watcher, metrics);
  for (const [path, asset] of assets) routes.set(path, { hosts: 'known', respond: () => asset });

  const server = createServer(LIMITS, createRequestHandler({ routes, isKnownHost, hub, logger }));
  limitConnections(server, MAX_CONNECTIONS);
  server.timeout = IDLE_SOCKET_MS;
  const close = () => {
    metrics.close();
    hub.close();
    return closeServer(server);
  };
  try {
    const boundPort = await listen(server, port, host);
    // For example, too many files are open. A lost connection must not end the watcher.
    server.on('error', (error) => {
      logger?.error(
        { reason: escapeControlChars(error.message) },
        'a connection could not be accepted',
      );
    });
    const url = `http://${bracketed(host)}:${boundPort}`;
    logger?.info({ url }, 'serving the page, metrics and probes');
    return { url, port: boundPort, close };
  } catch (error) {
    metrics.close();
    throw error;
  }
}
