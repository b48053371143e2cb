import { WEBHOOK_SECRET_VARIABLE, WEBHOOK_URL_VARIABLE, type WatchCommand } from './watch-flags.js';
import type { TextSource } from '../../../engine/options/setting.js';
import type { SinkSettings } from '../../../watcher/sinks/sink-type.js';
import { sinkTypeOf } from '../../../watcher/sinks/sink-types.js';
import type { WebhookSettings } from '../../../watcher/sinks/webhook/webhook-sink-type.js';
import { UsageError } from '../../usage-error.js';
import type { WatchFile } from '../../config/watch-file.js';

/** The sources of secrets: the environment, and files that were read. */
export interface Found {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** By path. */
  readonly texts: ReadonlyMap<string, string>;
}

/**
 * The sinks of flags and file. A sink of a flag replaces the file's sink of the same name, or is added.
 *
 * @throws {UsageError}
 */
export function sinkSettingsOf(
  command: WatchCommand,
  file: WatchFile,
  env: Found['env'],
): readonly SinkSettings[] {
  const fromFile = file.sinks ?? [{ type: 'ndjson', name: 'ndjson' }];
  const fromFlags = [...webhookOf(command, file, env), ...execOf(command)];
  const names = new Set(fromFlags.map(({ name }) => name));
  const sinks = [
    ...fromFile.filter((sink) => {
      return !names.has(sink.name) && (command.stdout || !sinkTypeOf(sink).usesStdout);
    }),
    ...fromFlags,
  ];
  checkNames(sinks);
  return sinks;
}

/** The files that contain URLs and secrets of sinks. */
export function secretFilesOf(sinks: readonly SinkSettings[]): readonly string[] {
  return sinks
    .flatMap((sink) => sinkTypeOf(sink).sources(sink))
    .flatMap((source) => (source.type === 'file' ? [source.path] : []));
}

/** @throws {UsageError} when a secret is missing; the message never contains a secret */
export function planSink(sink: SinkSettings, found: Found): SinkSettings {
  return sinkTypeOf(sink).plan(sink, (source) => textOf(source, sink, found));
}

function textOf(source: TextSource, { name }: SinkSettings, { env, texts }: Found): string {
  if (source.type === 'text') return source.text;
  const text = (source.type === 'file' ? texts.get(source.path) : env[source.variable])?.trim();
  if (text !== undefined && text !== '') return text;
  const where =
    source.type === 'file' ? `The file ${source.path}` : `The variable ${source.variable}`;
  const state = text === undefined ? 'does not exist' : 'is empty';
  throw new UsageError(`${where} ${state}, but sink ${name} needs it for its URL or secret.`);
}

/** The URL from the environment can replace the flag. It is not added to the sinks of a file. */
function webhookOf(
  { webhookUrl, webhookSecretFile }: WatchCommand,
  file: WatchFile,
  env: Found['env'],
): readonly WebhookSettings[] {
  const fromEnv = file.sinks === undefined && Boolean(env[WEBHOOK_URL_VARIABLE]);
  if (webhookUrl === undefined && !fromEnv) {
    if (webhookSecretFile === undefined) return [];
    throw new UsageError('--webhook-secret-file requires --webhook, the URL for the events.');
  }
  const url: TextSource =
    webhookUrl === undefined
      ? { type: 'env', variable: WEBHOOK_URL_VARIABLE }
      : { type: 'text', text: webhookUrl };
  const sink = { type: 'webhook', name: 'webhook', url } as const;
  if (webhookSecretFile !== undefined) {
    return [{ ...sink, secret: { type: 'file', path: webhookSecretFile } }];
  }
  if (!env[WEBHOOK_SECRET_VARIABLE]) return [sink];
  return [{ ...sink, secret: { type: 'env', variable: WEBHOOK_SECRET_VARIABLE } }];
}

function execOf({ exec }: WatchCommand): readonly SinkSettings[] {
  return exec === undefined ? [] : [{ type: 'exec', name: 'exec', ...exec }];
}

function checkNames(sinks: readonly SinkSettings[]): void {
  const names = sinks.map(({ name }) => name);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) {
    throw new UsageError(`Two sinks are named ${twice}. Give each sink a different name.`);
  }
  const [, second] = sinks.filter((sink) => sinkTypeOf(sink).usesStdout);
  if (second !== undefined) {
    throw new UsageError(`There is one standard output, so only one sink can be ${second.type}.`);
  }
}
