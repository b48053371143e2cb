import { WEBHOOK_SECRET_VARIABLE, WEBHOOK_URL_VARIABLE, type WatchCommand } from './watch-flags.js';
import { checkUrl } from '../../flags/parse-url.js';
import { UsageError } from '../../usage-error.js';
import type { SinkSettings, TextSource, WebhookSettings } from '../../config/sink-settings.js';
import type { WatchFile } from '../../config/watch-file.js';

/** Where secrets are found: in the environment, and in files that were read. */
export interface Found {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** By the path under which they are named. */
  readonly texts: ReadonlyMap<string, string>;
}

/** A sink with all that it is made of. */
export type SinkPlan =
  | Exclude<SinkSettings, WebhookSettings>
  | (Omit<WebhookSettings, 'url' | 'secret'> & { readonly url: string; readonly secret?: string });

/**
 * The sinks that flags and file ask for. One of the flags takes the place of the file's of the same
 * name, and joins the others.
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

/** The files to read before sinks can be planned. */
export function secretFilesOf(sinks: readonly SinkSettings[]): readonly string[] {
  return sinks
    .flatMap((sink) => (sink.type === 'webhook' ? [sink.url, sink.secret] : []))
    .flatMap((source) => (source?.type === 'file' ? [source.path] : []));
}

/** @throws {UsageError} when a secret is not where it should be; never with what was found */
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
  const state = text === undefined ? 'is not there' : 'is empty';
  throw new UsageError(`${where} ${state}, from which sink ${name} takes its URL or secret.`);
}

/** The environment's URL stands in for the flag, so it does not add to what a file says. */
function webhookOf(
  { webhookUrl, webhookSecretFile }: WatchCommand,
  file: WatchFile,
  env: Found['env'],
): readonly WebhookSettings[] {
  const fromEnv = file.sinks === undefined && Boolean(env[WEBHOOK_URL_VARIABLE]);
  if (webhookUrl === undefined && !fromEnv) {
    if (webhookSecretFile === undefined) return [];
    throw new UsageError(
      '--webhook-secret-file goes with --webhook, which says where to send events.',
    );
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
