import { isLoopback } from '../../../watcher/http/loopback.js';
import type { SinkPlan } from './sink-plan.js';
import type { WatchPlan } from './watch-plan.js';

/** The log fields of a plan: only the origin of URLs, and no arguments of commands. */
export function summaryOf({ instances, kinds, since, state, sinks }: WatchPlan): object {
  return {
    instances: instances.map(({ name }) => name),
    ...(kinds === undefined ? {} : { kinds }),
    ...(since === undefined ? {} : { since: since.toISOString() }),
    sinks: sinks.map(sinkSummary),
    state,
  };
}

/** The names of sinks that could sign their messages, but have no secret. */
export function unsignedSinks({ sinks }: WatchPlan): readonly string[] {
  return sinks.flatMap((sink) =>
    sink.type === 'webhook' && sink.secret === undefined && sink.format !== 'slack'
      ? [sink.name]
      : [],
  );
}

/** Sinks whose messages are not encrypted, and the origin of their receivers. */
export function plaintextSinks({
  sinks,
}: WatchPlan): readonly { readonly sink: string; readonly to: string }[] {
  return sinks.flatMap((sink) => {
    if (sink.type !== 'webhook') return [];
    const { protocol, hostname, origin } = new URL(sink.url);
    const isPlaintext = protocol === 'http:' && !isLoopback(hostname);
    return isPlaintext ? [{ sink: sink.name, to: origin }] : [];
  });
}

function sinkSummary(sink: SinkPlan): string {
  if (sink.type === 'ndjson') return `${sink.name}: standard output`;
  if (sink.type === 'exec') return `${sink.name}: ${sink.command}`;
  return `${sink.name}: ${new URL(sink.url).origin}`;
}
