import type { ListedKind } from '../../../engine/requests/kinds.js';
import type { ListenAddress } from '../../flags/listen-address.js';
import type { LogLevel } from '../../flags/output-format.js';
import type { Since } from '../../flags/since.js';
import type { WatchCommand } from './watch-flags.js';
import { UsageError } from '../../usage-error.js';
import type { InstanceSettings, WatchFile } from '../../config/watch-file.js';
import type { SinkSettings } from '../../../watcher/sinks/sink-type.js';
import { sinkTypeOf } from '../../../watcher/sinks/sink-types.js';
import type { WatcherSettings } from '../../config/watcher-settings.js';
import { planSink, type Found } from './sink-plan.js';

/** The complete settings of a watcher. It contains secrets, so it is never written anywhere. */
export interface WatchPlan {
  readonly watcher: WatcherSettings;
  readonly instances: readonly (InstanceSettings & { readonly name: string })[];
  /** Absent: all. */
  readonly kinds?: readonly ListedKind[];
  readonly since?: Date;
  /** Path of the state folder. */
  readonly state: string;
  readonly sinks: readonly SinkSettings[];
  /** Absent: no HTTP. */
  readonly listen?: ListenAddress & { readonly allowedHosts: readonly string[] };
  readonly log: { readonly level: LogLevel; readonly pretty: boolean };
}

export interface PlanInput extends Found {
  readonly command: WatchCommand;
  readonly file: WatchFile;
  /** From `sinkSettingsOf`. */
  readonly sinks: readonly SinkSettings[];
  /** The default state directory. */
  readonly stateFolder: string;
  readonly now: Date;
}

/** @throws {UsageError} when the settings contradict each other */
export function planWatch({
  command,
  file,
  sinks,
  stateFolder,
  now,
  ...found
}: PlanInput): WatchPlan {
  const { kinds = file.kinds, since = file.since } = command;
  return {
    instances: planInstances(command, file),
    ...(kinds === undefined ? {} : { kinds }),
    ...(since === undefined ? {} : { since: dateOf(since, now) }),
    state: command.state ?? file.state ?? stateFolder,
    sinks: sinks.map((sink) => planSink(sink, found)),
    watcher: { ...file.watcher, ...command.watcher },
    ...planListen(command, file),
    log: {
      level: command.logLevel ?? file.log?.level ?? 'info',
      pretty: command.logPretty ?? file.log?.pretty ?? false,
    },
  };
}

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

/** Connection flags apply to each instance, including those of the file. */
function planInstances(command: WatchCommand, file: WatchFile): WatchPlan['instances'] {
  const { instanceArns, connection } = command;
  const named: readonly InstanceSettings[] =
    instanceArns.length === 0
      ? (file.instances ?? [{}])
      : instanceArns.map((instanceArn) => ({ instanceArn }));
  const instances = named.map(({ maxTps, ...instance }) => ({
    ...instance,
    ...connection,
    ...(maxTps === undefined || command.watcher.maxTps !== undefined ? {} : { maxTps }),
    name: instance.name ?? instance.instanceArn ?? 'default',
  }));
  const names = instances.map(({ name }) => name);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice === undefined) return instances;
  throw new UsageError(
    `Two instances are named ${twice}. List each instance once, with a different name or instanceArn.`,
  );
}

function dateOf(since: Since, now: Date): Date {
  const date = since.type === 'ago' ? new Date(now.getTime() - since.ms) : since.date;
  if (Number.isFinite(date.getTime()) && date <= now) return date;
  throw new UsageError('since (--since) must be in the past.');
}

function planListen(command: WatchCommand, file: WatchFile): Pick<WatchPlan, 'listen'> {
  const { listen = file.listen, allowedHosts = file.allowedHosts } = command;
  if (listen !== undefined) return { listen: { ...listen, allowedHosts: allowedHosts ?? [] } };
  if (allowedHosts === undefined) return {};
  throw new UsageError(
    'allowedHosts (--allow-host) requires listen (--listen), the address of the server.',
  );
}
