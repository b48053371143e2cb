import { wallClock } from '../../engine/util/clock.js';
import { escapeControlChars } from '../../engine/util/escape-control-chars.js';
import { errorResponse, jsonResponse, textResponse, type HttpResponse } from './http-response.js';
import { readinessOf, reasonLine } from '../telemetry/readiness.js';
import { requestsOf, toStatus } from './api-requests.js';
import type { Metrics } from '../telemetry/metrics-registry.js';
import type { WatcherView } from '../telemetry/watcher-view.js';

/** The parts of a request that determine the response. */
export interface RouteRequest {
  readonly query: URLSearchParams;
  /** The `Accept` header. */
  readonly accept: string;
}

/** The handler of a path. */
export interface Route {
  /**
   * The host names under which the path is served. `any`: all, because the response contains no secrets.
   * `address`: also IP addresses, because probes and scrapers use the address of a pod. `known`: only known
   * names of the server.
   */
  readonly hosts: 'any' | 'address' | 'known';
  readonly respond: ((request: RouteRequest) => HttpResponse | Promise<HttpResponse>) | 'stream';
  /** The response under other host names. Default: an error. */
  readonly fallback?: () => HttpResponse;
}

/** Creates the routes, without the files of the page. */
export function createRoutes(watcher: WatcherView, metrics: Metrics): Map<string, Route> {
  return new Map<string, Route>([
    ['/livez', { hosts: 'any', respond: () => textResponse(200, 'alive') }],
    [
      '/readyz',
      {
        hosts: 'address',
        respond: ({ accept }) => readiness(watcher, accept),
        fallback: () => readinessWithoutReasons(watcher),
      },
    ],
    [
      '/metrics',
      {
        hosts: 'address',
        respond: async () => ({
          status: 200,
          contentType: metrics.contentType,
          body: await metrics.render(),
        }),
      },
    ],
    ['/api/requests', { hosts: 'known', respond: ({ query }) => requests(watcher, query) }],
    ['/api/status', { hosts: 'known', respond: () => status(watcher) }],
    ['/events', { hosts: 'known', respond: 'stream' }],
  ]);
}

function readiness(watcher: WatcherView, accept: string): HttpResponse {
  const { level, sentence, reasons } = readinessOf(watcher.snapshot());
  const ready = level !== 'unhealthy';
  const code = ready ? 200 : 503;
  if (accept.includes('application/json')) return jsonResponse(code, { ready, sentence, reasons });
  return textResponse(
    code,
    [sentence, ...reasons.map(reasonLine)].map(escapeControlChars).join('\n'),
  );
}

/** Without the reasons, which may contain confidential texts of AWS and receivers. */
function readinessWithoutReasons(watcher: WatcherView): HttpResponse {
  const ready = readinessOf(watcher.snapshot()).level !== 'unhealthy';
  return ready ? textResponse(200, 'ready') : textResponse(503, 'not ready');
}

function requests(watcher: WatcherView, query: URLSearchParams): HttpResponse {
  const text = query.get('status');
  const only = toStatus(text);
  if (text !== null && only === undefined) {
    return errorResponse(
      400,
      `status must be IN_PROGRESS, SUCCEEDED or FAILED, but received ${JSON.stringify(text)}.`,
    );
  }
  return jsonResponse(200, { at: wallClock(), requests: requestsOf(watcher.snapshot(), only) });
}

function status(watcher: WatcherView): HttpResponse {
  const { phase, startedAt, instances, inFlight, recent, sinks, stateBytes } = watcher.snapshot();
  const health = readinessOf(watcher.snapshot());
  return jsonResponse(200, {
    at: wallClock(),
    health,
    phase,
    startedAt,
    instances,
    sinks,
    stateBytes,
    inFlight: inFlight.length,
    recent: recent.length,
  });
}
