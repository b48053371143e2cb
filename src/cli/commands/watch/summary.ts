import { isLoopback } from '../../../watcher/http/loopback.js';
import type { SinkPlan } from './sink-plan.js';
import type { WatchPlan } from './watch-plan.js';

/** What a log may tell of a plan: of URLs only the origin, of commands no arguments. */
export function summaryOf({ instances, kinds, since, state, sinks }: WatchPlan): object {
  return {
    instances: instances.map(({ name }) => name),
    ...(kinds === undefined ? {} : { kinds }),
    ...(since === undefined ? {} : { since: since.toISOString() }),
    sinks: sinks.map(sinkSummary),
    state,
  };
}

/** The names of sinks whose receivers cannot tell who sent a message, though they could. */
export function unsignedSinks({ sinks }: WatchPlan): readonly string[] {
  return sinks.flatMap((sink) =>
    sink.type === 'webhook' && sink.secret === undefined && sink.format !== 'slack'
      ? [sink.name]
      : [],
  );
}

/** The names of sinks whose messages everybody on the way can read, and the origin that they go to. */
export function readableSinks({
  sinks,
}: WatchPlan): readonly { readonly sink: string; readonly to: string }[] {
  return sinks.flatMap((sink) => {
    if (sink.type !== 'webhook') return [];
    const { protocol, hostname, origin } = new URL(sink.url);
    const isReadable = protocol === 'http:' && !isLoopback(hostname);
    return isReadable ? [{ sink: sink.name, to: origin }] : [];
  });
}

function sinkSummary(sink: SinkPlan): string {
  if (sink.type === 'ndjson') return `${sink.name}: standard output`;
  if (sink.type === 'exec') return `${sink.name}: ${sink.command}`;
  return `${sink.name}: ${new URL(sink.url).origin}`;
}
