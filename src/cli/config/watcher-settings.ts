import type * as v from 'valibot';
import { durationSchema } from '../../engine/options/duration.js';
import { positiveNumber } from '../../engine/options/schema.js';
import { setting } from '../../engine/options/setting.js';
import type { WatcherOptions } from '../../watcher/watcher-options.js';
import { parseDuration, parsePositive } from '../flags/flag-values.js';

/** An option of the watcher with a single value: a flag of `watch`, and a setting of its config file. */
interface WatcherSetting {
  /** The flag, without its dashes. */
  readonly flag: string;
  /** The flag's value, for the help. */
  readonly value: string;
  readonly parseFlag: (flag: string, value: string) => number;
  /** The name in the config file. */
  readonly setting: string;
  readonly schema: v.GenericSchema<unknown, number>;
  readonly description: string;
  readonly defaultText: string;
}

/** The settings by the name of the option. A new setting needs an option of the watcher, and a row here. */
const WATCHER_SETTINGS = {
  maxTps: {
    flag: 'max-tps',
    value: 'number',
    parseFlag: parsePositive,
    setting: 'maxTps',
    schema: positiveNumber,
    description: 'maximum calls a second for each instance; the quota of an account is 20',
    defaultText: '5',
  },
  drainTimeoutMs: {
    flag: 'drain-timeout',
    value: 'duration',
    parseFlag: parseDuration,
    setting: 'drainTimeout',
    schema: durationSchema,
    description: 'maximum time to finish deliveries when stopping, such as 30s',
    defaultText: '10s',
  },
} as const satisfies Partial<Record<keyof WatcherOptions, WatcherSetting>>;

/** The options that were set. */
export type WatcherSettings = { readonly [Option in keyof typeof WATCHER_SETTINGS]?: number };

/** The names in the config file. */
type SettingName = (typeof WATCHER_SETTINGS)[keyof typeof WATCHER_SETTINGS]['setting'];

const ROWS = Object.entries<WatcherSetting>(WATCHER_SETTINGS);

/** The flags, as `--max-tps <number>`, and their help. */
export const WATCHER_FLAGS = ROWS.map(([, { flag, value, description, defaultText }]) => ({
  flags: `--${flag} <${value}>`,
  help: `${description} (default: ${defaultText})`,
}));

/** The entries of the schema of a config file. */
export const watcherSettingEntries = Object.fromEntries(
  ROWS.map(([, { setting: name, schema, description, defaultText }]) => {
    const sentence = `${description.charAt(0).toUpperCase()}${description.slice(1)}.`;
    return [name, setting(schema, `${sentence} Default ${defaultText}.`)];
  }),
) as Readonly<Record<SettingName, v.OptionalSchema<v.GenericSchema<unknown, number>, undefined>>>;

/**
 * The options of flags.
 *
 * @param flags by the flag's name in camel case
 * @throws {InvalidOptionError}
 */
export function watcherSettingsFromFlags(flags: object): WatcherSettings {
  return optionsFrom(
    flags,
    ({ flag }) => camelCase(flag),
    ({ flag, parseFlag }, value) => parseFlag(`--${flag}`, String(value)),
  );
}

/** Moves the watcher's options of a checked config file into one member. */
export function withWatcherSettings<File extends object>(
  file: File,
): Omit<File, SettingName> & { readonly watcher: WatcherSettings } {
  const names = new Set(ROWS.map(([, row]) => row.setting));
  const others = Object.entries(file).filter(([name]) => !names.has(name));
  const watcher = optionsFrom(
    file,
    (row) => row.setting,
    (_row, value) => value,
  );
  return { ...(Object.fromEntries(others) as Omit<File, SettingName>), watcher };
}

function optionsFrom(
  values: object,
  nameOf: (row: WatcherSetting) => string,
  valueOf: (row: WatcherSetting, value: unknown) => unknown,
): WatcherSettings {
  const given = new Map<string, unknown>(Object.entries(values));
  return Object.fromEntries(
    ROWS.flatMap(([option, row]) => {
      const value = given.get(nameOf(row));
      return value === undefined ? [] : [[option, valueOf(row, value)]];
    }),
  );
}

function camelCase(flag: string): string {
  return flag.replace(/-(\w)/g, (_match, letter: string) => letter.toUpperCase());
}
