import * as v from 'valibot';
import { durationSchema } from '../../engine/options/duration.js';
import {
  described,
  setting,
  settingsOf,
  type Paths,
  type TextSource,
} from '../../engine/options/setting.js';
import { concurrencySchema, sinkNameSchema } from '../delivery/check-sinks.js';
import type { Sink } from '../delivery/sink.js';

/** The settings of a sink, or its plan, which are settings with the texts of secrets. */
export interface SinkSettings {
  readonly type: string;
  readonly name: string;
}

/** The dependencies of sinks. */
export interface SinkDeps {
  /** Writes a line to standard output. */
  readonly write: (line: string) => Promise<void>;
  /** The environment of commands. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** A warning about a plan, for the log. */
export interface SinkWarning {
  readonly fields: object;
  readonly message: string;
}

/** A type of sink that a config file can name. */
export interface SinkType<
  Settings extends SinkSettings = SinkSettings,
  Plan extends SinkSettings = Settings,
> {
  /** Whether it writes to standard output, which only one sink can do. */
  readonly usesStdout: boolean;
  /** The schema of its settings in a config file. */
  settings(paths: Paths): v.GenericSchema<unknown, Settings>;
  /** The places of texts that may be secrets. */
  sources(settings: Settings): readonly TextSource[];
  /** The settings with these texts. */
  plan(settings: Settings, textOf: (source: TextSource) => string): Plan;
  /** @throws {InvalidOptionError} */
  create(plan: Plan, deps: SinkDeps): Sink;
  /** The destination of the events, for the log. It contains no secret. */
  describe(plan: Plan): string;
  warnings(plan: Plan): readonly SinkWarning[];
}

/** Infers the types of a definition. */
export function defineSinkType<Settings extends SinkSettings, Plan extends SinkSettings>(
  type: SinkType<Settings, Plan>,
): SinkType<Settings, Plan> {
  return type;
}

const NAME = {
  description:
    'The name of the sink in the state, in logs and in metrics. Events that are pending at a restart go to the ' +
    'sink with the same name. Default: the type.',
};

const INSTEAD =
  'Store it in a separate file or an environment variable, and set secretFile or secretEnv to its name.';

/** The settings of a type of sink: those of each sink, and its own. */
export function sinkSettings<const Type extends string, Entries extends v.ObjectEntries>(
  type: Type,
  entries: Entries,
) {
  return settingsOf(
    {
      type: v.literal(type),
      name: v.optional(described(sinkNameSchema, NAME), type),
      ...entries,
    },
    INSTEAD,
  );
}

/** Settings of how much time and concurrency a sink gets. The defaults are for their descriptions. */
export function effortEntries(defaults: {
  readonly timeout: string;
  readonly concurrency: number;
}) {
  return {
    timeout: setting(
      durationSchema,
      `Time limit of one delivery, such as 90s. Default ${defaults.timeout}.`,
    ),
    concurrency: setting(
      concurrencySchema,
      `Maximum number of concurrent deliveries. Default ${defaults.concurrency}.`,
    ),
  };
}

/** Options name the unit; settings are texts that contain it. */
export function withTimeoutMs<Settings extends { readonly timeout?: number | undefined }>({
  timeout,
  ...settings
}: Settings): Omit<Settings, 'timeout'> & { readonly timeoutMs?: number } {
  return timeout === undefined ? settings : { ...settings, timeoutMs: timeout };
}
