import { createServer } from 'node:http';
import { InvalidOptionError } from '../../engine/results/errors.js';
import { checkLogger, type Logger } from '../../engine/options/wait-options.js';
import { escapeControlChars } from '../../engine/util/escape-control-chars.js';
import { composeState } from '../dashboard/dashboard-state.js';
import { limitConnections } from './connections.js';
import { EventHub } from './event-hub.js';
import { bracketed, createHostCheck } from './host-check.js';
import { closeServer, listen } from './listen.js';
import { createMetrics } from '../telemetry/metrics-registry.js';
import { readPageAssets } from './page-assets.js';
import { createResponder } from './respond.js';
import { createRoutes } from './routes.js';
import type { WatcherView } from '../telemetry/watcher-view.js';

/** Where to listen, and to whom. */
export interface ServeOptions {
  /** Anything but a loopback address lets other machines in. Default `127.0.0.1`. */
  readonly host?: string;
  /** 0 takes any free port. */
  readonly port: number;
  /**
   * Names under which clients may ask, besides localhost and `host`: those of a proxy or a service in
   * front. The port does not matter.
   */
  readonly allowedHosts?: readonly string[];
  /** Of this package, for the page and the metrics. Default `unknown`. */
  readonly version?: string;
  /** Receives a line when it listens, and one for each answer that failed. Default: none. */
  readonly logger?: Logger;
}

/** A server that listens. */
export interface WatcherServer {
  readonly url: string;
  readonly port: number;
  /** Ends all streams and connections, and frees the port. */
  close(): Promise<void>;
}

/** How many pages may be open at once. */
const STREAM_LIMIT = 50;

/** No honest client is slower, or needs more. */
const LIMITS = {
  headersTimeout: 10_000,
  requestTimeout: 15_000,
  // Longer than the usual pause between two scrapes, which so share a connection.
  keepAliveTimeout: 65_000,
  maxHeaderSize: 16_384,
};
const MAX_CONNECTIONS = 256;
const IDLE_SOCKET_MS = 120_000;

/**
 * Serves probes, metrics, an API to read and a live page of a watcher. It counts from now on, so call
 * it before the watcher starts. Keeps the process alive until it is closed.
 *
 * @throws {InvalidOptionError} when an option is invalid
 * @throws an error with a `code` such as `EADDRINUSE` when it cannot listen there
 */
export async function serveWatcher(
  watcher: WatcherView,
  options: ServeOptions,
): Promise<WatcherServer> {
  const { host = '127.0.0.1', port, allowedHosts = [], version = 'unknown', logger } = options;
  checkOptions(host, port, logger);
  const isKnownHost = createHostCheck(host, allowedHosts);
  const assets = await readPageAssets();
  const metrics = createMetrics(watcher, version);
  const compose = () => JSON.stringify(composeState(watcher.snapshot(), version));
  const hub = new EventHub(watcher, compose, STREAM_LIMIT);
  const routes = createRoutes(watcher, metrics);
  for (const [path, answer] of assets) routes.set(path, { hosts: 'known', answer: () => answer });

  const server = createServer(LIMITS, createResponder({ routes, isKnownHost, hub, logger }));
  limitConnections(server, MAX_CONNECTIONS);
  server.timeout = IDLE_SOCKET_MS;
  const close = () => {
    metrics.close();
    hub.close();
    return closeServer(server);
  };
  try {
    const boundPort = await listen(server, port, host);
    // Such as too many open files: a connection is lost, which must not end the watcher.
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

function checkOptions(host: string, port: number, logger: Logger | undefined): void {
  checkLogger(logger);
  if (typeof host !== 'string' || host === '') {
    throw new InvalidOptionError('host', host, 'an address of this machine');
  }
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new InvalidOptionError('port', port, 'a whole number from 0 to 65535');
  }
}
