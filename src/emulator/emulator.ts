import { now, wallClock } from '../engine/util/clock.js';
import { createCallRecorder } from './service/call-counts.js';
import { clientConfigFor } from './transports/client-config.js';
import { createDirectory } from './state/directory.js';
import type { Emulator } from './emulator-interface.js';
import { checkFaultRule } from './faults/fault-schema.js';
import { createFaultInjector } from './faults/fault-rules.js';
import { createHistory } from './state/history.js';
import { listenOn, type ListeningEmulator } from './transports/http-server.js';
import type { EmulatorOptions } from './options/emulator-options.js';
import { requireQuota } from './state/quota.js';
import { randomStream } from './util/random.js';
import { createRanking } from './state/list-view.js';
import { createThrottle } from './service/rate-limit.js';
import { createRequestHandler } from './transports/request-handler.js';
import { draftOf } from './state/request-spec.js';
import { createRequestMaker, type RequestDraft } from './state/request-factory.js';
import { createRequestStore } from './state/request-store.js';
import { inspectRequest } from './state/emulated-request.js';
import { createService } from './service/service.js';
import { rateLimitOf, resolveOptions } from './options/settings.js';

/**
 * Creates an emulator:
 *
 * ```
 *   other processes ──► http-server ────┐                       ┌─► faults
 *                                        ├─► service.receive ────┼─► rate-limit
 *   this process ─────► request-handler ─┘     (protocol)        └─► operations (checked by shapes)
 *                                                                       │
 *   startRequest ─────► request-factory ─────► request-store ◄──────────┤
 *                      (duration, outcome)      (list-view)             └─► directory
 * ```
 *
 * A request's duration and outcome are drawn when it starts. Its status is a function of time. The only timers
 * are those of latency.
 *
 * @throws {InvalidOptionError} when an option is invalid
 */
export function createEmulator(options: EmulatorOptions = {}): Emulator {
  const settings = resolveOptions(options);
  const { seed, instanceArn, region } = settings;
  const startedAtMs = now();
  const startDate = wallClock();

  const directory = createDirectory(
    {
      instanceArn,
      identityStoreId: 'd-1234567890',
      ownerAccountId: settings.accountId,
      region,
      createdDate: startDate,
    },
    randomStream(seed, 'permission sets'),
  );
  const { permissionSetArn } = directory.create({
    name: 'EmulatorExample',
    description: undefined,
    sessionDuration: 'PT1H',
    relayState: undefined,
    createdDate: startDate,
  });

  const rank = createRanking(settings.listOrder, randomStream(seed, 'list order'));
  const past = createHistory(
    {
      requestsPerKind: settings.history,
      untilMs: startedAtMs - settings.listLagMs,
      untilDate: new Date(startDate.getTime() - settings.listLagMs),
    },
    { ...settings, permissionSetArn, rank, random: randomStream(seed, 'history') },
  );
  const requests = createRequestStore(settings, past);
  const makeRequest = createRequestMaker(settings, rank);
  const start = (draft: RequestDraft, atMs: number) => {
    const request = makeRequest(draft, { atMs, date: wallClock() });
    requests.add(request);
    return request;
  };

  const faults = createFaultInjector(seed);
  const throttle = createThrottle(
    settings.rateLimit,
    (atMs) => settings.otherTrafficTps(atMs - startedAtMs),
    startedAtMs,
  );
  const calls = createCallRecorder(settings.callLogSize, settings.onCall);
  const service = createService({
    world: {
      directory,
      requests,
      startWithinQuota: (draft, atMs) => {
        requireQuota(draft.kind, requests, settings, atMs);
        return start(draft, atMs);
      },
      today: wallClock,
    },
    faults,
    throttle,
    calls,
    latencyMs: settings.latencyMs,
    random: randomStream(seed, 'call ids'),
  });

  const { requestHandler, disconnectAll } = createRequestHandler(service);
  const listening = new Set<ListeningEmulator>();

  return {
    instanceArn,
    permissionSetArn,
    requestHandler,
    clientConfig: () => clientConfigFor(region, requestHandler),
    listen: async (where = {}) => {
      const open = await listenOn(service, where);
      const close = async () => {
        listening.delete(closable);
        await open.close();
      };
      const closable = { ...open, close };
      listening.add(closable);
      return closable;
    },
    startRequest: (spec) => {
      const { kind, requestId } = start(draftOf(spec, { instanceArn, permissionSetArn }), now());
      return { kind, instanceArn, requestId };
    },
    inspect: (requestId) => {
      const request = requests.find(requestId);
      return request && inspectRequest(request, now());
    },
    requests: () => requests.added.map((request) => inspectRequest(request, now())),
    calls: calls.counts,
    addFault: (rule) => {
      checkFaultRule(rule);
      return faults.add(rule);
    },
    clearFaults: () => faults.clear(),
    setRate: (ratePerSecond, burst) => throttle.setLimit(rateLimitOf(ratePerSecond, burst), now()),
    close: async () => {
      disconnectAll();
      await Promise.all([...listening].map((open) => open.close()));
    },
  };
}
