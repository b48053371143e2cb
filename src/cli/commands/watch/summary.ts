import { sinkTypeOf } from '../../../watcher/sinks/sink-types.js';
import type { WatchPlan } from './watch-plan.js';

/** The log fields of a plan: only the origin of URLs, and no arguments of commands. */
export function summaryOf({ instances, kinds, since, state, sinks }: WatchPlan): object {
  return {
    instances: instances.map(({ name }) => name),
    ...(kinds === undefined ? {} : { kinds }),
    ...(since === undefined ? {} : { since: since.toISOString() }),
    sinks: sinks.map((sink) => `${sink.name}: ${sinkTypeOf(sink).describe(sink)}`),
    state,
  };
}
