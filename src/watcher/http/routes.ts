import { wallClock } from '../../engine/util/clock.js';
import { escapeControlChars } from '../../engine/util/escape-control-chars.js';
import { errorAnswer, jsonAnswer, textAnswer, type Answer } from './answer.js';
import { readinessOf, reasonLine } from '../telemetry/readiness.js';
import { requestsOf, toStatus } from './api-requests.js';
import type { Metrics } from '../telemetry/metrics-registry.js';
import type { WatcherView } from '../telemetry/watcher-view.js';

/** What of a request decides its answer. */
export interface Question {
  readonly query: URLSearchParams;
  /** What the client would like to receive. */
  readonly accept: string;
}

/** One path. */
export interface Route {
  /**
   * Under which names it is served. `any`: it says nothing worth stealing. `address`: IP addresses too,
   * since probes and scrapers ask under whatever address a pod has. `known`: only names of the server.
   */
  readonly hosts: 'any' | 'address' | 'known';
  readonly answer: ((question: Question) => Answer | Promise<Answer>) | 'stream';
  /** The answer under another name. Default: a refusal. */
  readonly otherwise?: () => Answer;
}

/** What is served under which path, but for the page. */
export function createRoutes(watcher: WatcherView, metrics: Metrics): Map<string, Route> {
  return new Map<string, Route>([
    ['/livez', { hosts: 'any', answer: () => textAnswer(200, 'alive') }],
    [
      '/readyz',
      {
        hosts: 'address',
        answer: ({ accept }) => readiness(watcher, accept),
        otherwise: () => bareReadiness(watcher),
      },
    ],
    [
      '/metrics',
      {
        hosts: 'address',
        answer: async () => ({
          status: 200,
          contentType: metrics.contentType,
          body: await metrics.render(),
        }),
      },
    ],
    ['/api/requests', { hosts: 'known', answer: ({ query }) => requests(watcher, query) }],
    ['/api/status', { hosts: 'known', answer: () => status(watcher) }],
    ['/events', { hosts: 'known', answer: 'stream' }],
  ]);
}

function readiness(watcher: WatcherView, accept: string): Answer {
  const { level, sentence, reasons } = readinessOf(watcher.snapshot());
  const ready = level !== 'unhealthy';
  const code = ready ? 200 : 503;
  if (accept.includes('application/json')) return jsonAnswer(code, { ready, sentence, reasons });
  return textAnswer(
    code,
    [sentence, ...reasons.map(reasonLine)].map(escapeControlChars).join('\n'),
  );
}

/** Reasons hold what AWS and receivers said, which is not for everybody. */
function bareReadiness(watcher: WatcherView): Answer {
  const ready = readinessOf(watcher.snapshot()).level !== 'unhealthy';
  return ready ? textAnswer(200, 'ready') : textAnswer(503, 'not ready');
}

function requests(watcher: WatcherView, query: URLSearchParams): Answer {
  const asked = query.get('status');
  const only = toStatus(asked);
  if (asked !== null && only === undefined) {
    return errorAnswer(
      400,
      `status must be IN_PROGRESS, SUCCEEDED or FAILED, but received ${JSON.stringify(asked)}.`,
    );
  }
  return jsonAnswer(200, { at: wallClock(), requests: requestsOf(watcher.snapshot(), only) });
}

function status(watcher: WatcherView): Answer {
  const { phase, startedAt, instances, inFlight, recent, sinks, stateBytes } = watcher.snapshot();
  const health = readinessOf(watcher.snapshot());
  return jsonAnswer(200, {
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
