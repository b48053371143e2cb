import type { Logger } from '../../engine/options/wait-options.js';
import { logDetailOf, logFieldsOf } from './log-fields.js';
import type { WatcherEvent, WatcherEventType } from '../watcher-event.js';

/**
 * A listener that logs a line for each change of state.
 *
 * Throttling, failed calls and failed deliveries come in bursts that can last for hours. The first of a burst
 * and its end are logged at their level, repetitions at `debug`. Only known fields are logged, never an error
 * object, and text from AWS and from receivers is escaped. Responses of receivers and output of commands are
 * logged at `debug` only, because they may contain anything.
 */
export function logWatcher(logger: Logger): (event: WatcherEvent) => void {
  /** The reasons of problems that were logged and still exist, by instance and sink. */
  const problems = new Map<string, string>();

  const lineOf = (event: WatcherEvent): Line => {
    const line = LINES[event.type];
    if (event.type === 'throttled' || event.type === 'poll-failed') {
      return isNew(problems, `calls ${event.instance} ${event.type}`, '') ? line : repeated(line);
    }
    if (event.type === 'recovered' || event.type === 'instance-recovered') {
      for (const type of ['throttled', 'poll-failed']) {
        problems.delete(`calls ${event.instance} ${type}`);
      }
      if (event.type === 'instance-recovered') problems.delete(`instance ${event.instance}`);
      return line;
    }
    if (event.type === 'instance-failing') {
      // The message names a list, so it differs between the lists.
      return isNew(problems, `instance ${event.instance}`, event.fault) ? line : repeated(line);
    }
    if (event.type === 'delivery-failed') {
      return isNew(problems, `sink ${event.sink}`, event.reason) ? line : repeated(line);
    }
    if (event.type === 'state-failing') {
      return isNew(problems, 'state', event.message) ? line : repeated(line);
    }
    if (event.type === 'state-recovered') problems.delete('state');
    if (event.type === 'delivered' && problems.delete(`sink ${event.sink}`)) return SINK_RECOVERED;
    return line;
  };

  return (event) => {
    const [level, message] = lineOf(event);
    logger[level](logFieldsOf(event), message);
    const detail = logDetailOf(event);
    if (detail !== undefined) logger.debug(detail, 'the response of the sink');
  };
}

type Line = readonly [keyof Logger, string];

const LINES: Readonly<Record<WatcherEventType, Line>> = {
  discovered: ['debug', 'a request is in progress'],
  succeeded: ['info', 'the request succeeded'],
  failed: ['warn', 'the request failed'],
  lost: ['warn', 'AWS no longer knows the request, and its end was not seen'],
  swept: ['debug', 'swept the list'],
  'list-order': ['info', 'measured the order of the list'],
  'instance-failing': ['error', 'the instance cannot be watched, retrying'],
  'instance-recovered': ['info', 'the instance is watched again'],
  throttled: ['warn', 'throttled, slowing down'],
  recovered: ['info', 'calls succeed again'],
  'poll-failed': ['warn', 'a call failed'],
  delivered: ['debug', 'delivered'],
  'delivery-failed': ['warn', 'the delivery failed, retrying'],
  'dead-lettered': ['error', 'the event was dead-lettered'],
  'dead-letters-dropped': ['warn', 'too many dead letters, the oldest were deleted'],
  'sink-missing': ['warn', 'a sink with undelivered events is no longer configured'],
  'state-failing': ['error', 'the state cannot be written, retrying'],
  'state-recovered': ['info', 'the state can be written again'],
  stopped: ['info', 'stopped watching'],
};

const SINK_RECOVERED: Line = ['info', 'the sink accepts events again'];

function repeated([, message]: Line): Line {
  return ['debug', message];
}

/** Whether the problem is new, or has another reason than before. */
function isNew(problems: Map<string, string>, problem: string, reason: string): boolean {
  const known = problems.get(problem) === reason;
  problems.set(problem, reason);
  return !known;
}
