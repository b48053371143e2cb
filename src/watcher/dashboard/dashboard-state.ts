import { KINDS } from '../../engine/requests/kinds.js';
import { requestKey, type RequestDetails, type RequestId } from '../../engine/requests/request.js';
import { escapeControlChars } from '../../engine/util/escape-control-chars.js';
import type { TerminalRequestEvent } from '../request-event.js';
import type { InFlightRequest, InstanceSnapshot, WatcherSnapshot } from '../watcher-interface.js';
import { readinessOf, instanceReason } from '../telemetry/readiness.js';
import { instanceNames } from '../telemetry/instance-names.js';
import type {
  EndedState,
  InstanceState,
  PageState,
  RequestState,
  SinkState,
} from './page-state.js';

/** The number of rows on the page. The API has more. */
const ROWS = { inFlight: 100, failures: 50, successes: 20 };

/** Maximum length of a text, so that the size of a state is bounded. Reasons from AWS are shorter. */
const LONGEST_TEXT = 1_000;

/** The state of the page for a snapshot. */
export function composeState(snapshot: WatcherSnapshot, version: string): PageState {
  const { startedAt, instances, inFlight, recent, sinks, stateBytes } = snapshot;
  const names = instanceNames(() => snapshot);
  const ended = (event: TerminalRequestEvent) => endedState(event, names.nameOf(event.instanceArn));
  return {
    version,
    ...(startedAt === undefined ? {} : { startedAt: startedAt.getTime() }),
    health: healthState(snapshot),
    instances: instances.map(instanceState),
    inFlight: {
      total: inFlight.length,
      rows: inFlight.slice(0, ROWS.inFlight).map(inFlightState),
    },
    failures: recent.filter(isFailure).slice(0, ROWS.failures).map(ended),
    successes: recent
      .filter((event) => !isFailure(event))
      .slice(0, ROWS.successes)
      .map(ended),
    durations: recent.flatMap(({ at, type, durationMs }) =>
      durationMs === undefined ? [] : [[at.getTime(), durationMs, type === 'failed' ? 1 : 0]],
    ),
    sinks: sinks.map(sinkState),
    stateBytes,
  };
}

function isFailure({ type }: TerminalRequestEvent): boolean {
  return type === 'failed';
}

function healthState(snapshot: WatcherSnapshot): PageState['health'] {
  const { level, sentence, reasons } = readinessOf(snapshot);
  return {
    level,
    sentence: shown(sentence),
    reasons: reasons.map(({ scope, name, message, since }) => ({
      who: name === undefined ? scope : `${scope} ${shown(name)}`,
      message: shown(message),
      ...(since === undefined ? {} : { since: since.getTime() }),
    })),
  };
}

function instanceState(snapshot: InstanceSnapshot): InstanceState {
  const { name, instanceArn, kinds, calls, ratePerSecond, ceilingPerSecond } = snapshot;
  const [reason] = instanceReason(snapshot);
  const sweeps = kinds.map(({ lastSweepAt }) => lastSweepAt?.getTime() ?? NaN);
  const sweptAt = Math.min(...sweeps);
  return {
    name: shown(name),
    ...(instanceArn === undefined ? {} : { arn: shown(instanceArn) }),
    ...(reason === undefined ? {} : { problem: shown(reason.message) }),
    inFlight: kinds.reduce((sum, { inFlight }) => sum + inFlight, 0),
    ...(Number.isFinite(sweptAt) ? { sweptAt } : {}),
    cadenceMs: Math.max(0, ...kinds.map(({ cadenceMs }) => cadenceMs)),
    ratePerSecond,
    ceilingPerSecond,
    sent: calls.describe + calls.list,
    throttled: calls.throttled,
    failed: calls.failed,
  };
}

function inFlightState(request: InFlightRequest): RequestState {
  return requestState(request, request.instance, request.createdDate ?? request.discoveredAt);
}

function endedState(event: TerminalRequestEvent, instance: string): EndedState {
  const { at, durationMs } = event;
  return {
    ...requestState(event, instance, at),
    ...(durationMs === undefined ? {} : { durationMs }),
    ...(event.type === 'failed'
      ? { category: event.category, reason: shown(event.failureReason ?? 'no reason given') }
      : {}),
  };
}

function requestState(
  request: RequestId & RequestDetails,
  instance: string,
  since: Date,
): RequestState {
  const { kind, requestId, accountId, permissionSetArn, principalType, principalId } = request;
  const principal = [principalType?.toLowerCase(), principalId].filter(isText).join(' ');
  return {
    key: shown(requestKey(request)),
    instance: shown(instance),
    kind: KINDS[kind].label,
    requestId: shown(requestId),
    ...(accountId === undefined ? {} : { account: shown(accountId) }),
    ...(permissionSetArn === undefined
      ? {}
      : { permissionSet: shown(permissionSetArn.split('/').at(-1) ?? permissionSetArn) }),
    ...(principal === '' ? {} : { principal: shown(principal) }),
    since: since.getTime(),
  };
}

function sinkState({
  name,
  outbox,
  deadLetters,
  failing,
}: WatcherSnapshot['sinks'][number]): SinkState {
  return {
    name: shown(name),
    outbox,
    deadLetters,
    ...(failing === undefined ? {} : { problem: shown(failing.reason) }),
  };
}

function isText(text: string | undefined): text is string {
  return text !== undefined && text !== '';
}

function shown(text: string): string {
  return escapeControlChars(text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text);
}
