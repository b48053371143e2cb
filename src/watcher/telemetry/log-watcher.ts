import type { Logger } from '../../engine/options/wait-options.js';
import { logDetailOf, logFieldsOf } from './log-fields.js';
import type { WatcherEvent, WatcherEventType } from '../watcher-event.js';

/**
 * A listener that writes a line to a logger for each change of state.
 *
 * Throttling, failed calls and failed deliveries come in bursts that can last for hours: the first is
 * told, and when it is over; what repeats it goes to `debug`. Only known fields are written, never an
 * error object, and text from AWS and from receivers is made harmless. What receivers and commands said
 * goes to `debug` alone: nobody knows what it holds.
 */
export function logWatcher(logger: Logger): (event: WatcherEvent) => void {
  /** What was told and is not over, and why it was; by instance and sink. */
  const troubles = new Map<string, string>();

  const lineOf = (event: WatcherEvent): Line => {
    const line = LINES[event.type];
    if (event.type === 'throttled' || event.type === 'poll-failed') {
      return isNews(troubles, `calls ${event.instance} ${event.type}`, '') ? line : repeated(line);
    }
    if (event.type === 'recovered' || event.type === 'instance-recovered') {
      for (const type of ['throttled', 'poll-failed']) {
        troubles.delete(`calls ${event.instance} ${type}`);
      }
      if (event.type === 'instance-recovered') troubles.delete(`instance ${event.instance}`);
      return line;
    }
    if (event.type === 'instance-failing') {
      // Each list words it in its own way, by turns.
      return isNews(troubles, `instance ${event.instance}`, event.fault) ? line : repeated(line);
    }
    if (event.type === 'delivery-failed') {
      return isNews(troubles, `sink ${event.sink}`, event.reason) ? line : repeated(line);
    }
    if (event.type === 'state-failing') {
      return isNews(troubles, 'state', event.message) ? line : repeated(line);
    }
    if (event.type === 'state-recovered') troubles.delete('state');
    if (event.type === 'delivered' && troubles.delete(`sink ${event.sink}`)) return SINK_RECOVERED;
    return line;
  };

  return (event) => {
    const [level, message] = lineOf(event);
    logger[level](logFieldsOf(event), message);
    const detail = logDetailOf(event);
    if (detail !== undefined) logger.debug(detail, 'what the sink said');
  };
}

type Line = readonly [keyof Logger, string];

const LINES: Readonly<Record<WatcherEventType, Line>> = {
  discovered: ['debug', 'a request is in progress'],
  succeeded: ['info', 'the request succeeded'],
  failed: ['warn', 'the request failed'],
  lost: ['warn', 'the service does not know the request any more, its end was not seen'],
  swept: ['debug', 'read the list'],
  'list-order': ['info', 'learned the order of the list'],
  'instance-failing': ['error', 'the instance cannot be watched, trying again'],
  'instance-recovered': ['info', 'the instance is watched again'],
  throttled: ['warn', 'throttled, slowing down'],
  recovered: ['info', 'calls are answered again'],
  'poll-failed': ['warn', 'a call failed'],
  delivered: ['debug', 'delivered'],
  'delivery-failed': ['warn', 'the sink did not take an event, trying again'],
  'dead-lettered': ['error', 'the event is set aside, the sink does not get it'],
  'dead-letters-dropped': ['warn', 'the oldest dead letters are removed, there are too many'],
  'sink-missing': ['warn', 'undelivered events of a sink that is not configured any more'],
  'state-failing': ['error', 'the state cannot be written, trying again'],
  'state-recovered': ['info', 'the state can be written again'],
  stopped: ['info', 'stopped watching'],
};

const SINK_RECOVERED: Line = ['info', 'the sink takes events again'];

function repeated([, message]: Line): Line {
  return ['debug', message];
}

/** Whether there was no such trouble before, or for another reason. */
function isNews(troubles: Map<string, string>, trouble: string, reason: string): boolean {
  const known = troubles.get(trouble) === reason;
  troubles.set(trouble, reason);
  return !known;
}
