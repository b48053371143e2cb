import { WEBHOOK_SECRET_VARIABLE, WEBHOOK_URL_VARIABLE, type WatchCommand } from './watch-flags.js';
import { checkUrl } from '../../flags/parse-url.js';
import { UsageError } from '../../usage-error.js';
import type { SinkSettings, TextSource, WebhookSettings } from '../../config/sink-settings.js';
import type { WatchFile } from '../../config/watch-file.js';

/** The sources of secrets: the environment, and files that were read. */
export interface Found {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** By path. */
  readonly texts: ReadonlyMap<string, string>;
}

/** A sink with its complete settings. */
export type SinkPlan =
  | Exclude<SinkSettings, WebhookSettings>
  | (Omit<WebhookSettings, 'url' | 'secret'> & { readonly url: string; readonly secret?: string });

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
    ...fromFile.filter(({ type, name }) => {
      return !names.has(name) && (command.stdout || type !== 'ndjson');
    }),
    ...fromFlags,
  ];
  checkNames(sinks);
  return sinks;
}

/** The files that contain URLs and secrets of sinks. */
export function secretFilesOf(sinks: readonly SinkSettings[]): readonly string[] {
  return sinks
    .flatMap((sink) => (sink.type === 'webhook' ? [sink.url, sink.secret] : []))
    .flatMap((source) => (source?.type === 'file' ? [source.path] : []));
}

/** @throws {UsageError} when a secret is missing; the message never contains a secret */
export function planSink(sink: SinkSettings, found: Found): SinkPlan {
  if (sink.type !== 'webhook') return sink;
  const { url, secret, ...rest } = sink;
  const plan = { ...rest, url: checkUrl(`The URL of sink ${sink.name}`, textOf(url, sink, found)) };
  return secret === undefined ? plan : { ...plan, secret: textOf(secret, sink, found) };
}

function textOf(source: TextSource, { name }: WebhookSettings, { env, texts }: Found): string {
  if (source.type === 'text') return source.text;
  const text = (source.type === 'file' ? texts.get(source.path) : env[source.variable])?.trim();
  if (text !== undefined && text !== '') return text;
  const where =
    source.type === 'file' ? `The file ${source.path}` : `The variable ${source.variable}`;
  const state = text === undefined ? 'does not exist' : 'is empty';
  throw new UsageError(`${where} ${state}, but sink ${name} needs it for its URL or secret.`);
}

/** The URL of the environment replaces the flag, but is not added to the sinks of a file. */
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
    throw new UsageError(`Two sinks are named ${twice}. Give each a name of its own.`);
  }
  if (sinks.filter(({ type }) => type === 'ndjson').length > 1) {
    throw new UsageError('There is one standard output, so only one sink can be ndjson.');
  }
}
