import { check } from '../../../engine/options/check.js';
import { httpUrlSchema, nonBlank } from '../../../engine/options/schema.js';
import { fileNameSchema } from '../../../engine/options/setting.js';
import { checkInstanceArn } from '../../../engine/options/check-ref.js';
import type { ListedKind } from '../../../engine/requests/kinds.js';
import { UsageError } from '../../usage-error.js';
import { parseConnection, type Connection, type EndpointFlags } from '../../flags/connection.js';
import { hostNameSchema, listenSchema, type ListenAddress } from '../../flags/listen-address.js';
import type { LogLevel } from '../../flags/output-format.js';
import { sinceSchema, type Since } from '../../flags/since.js';
import { watcherSettingsFromFlags, type WatcherSettings } from '../../config/watcher-settings.js';
import { parseListedKinds } from '../../flags/flag-values.js';

/** URLs of webhooks can be secrets, and other users can see the flags of a process. */
export const WEBHOOK_URL_VARIABLE = 'SSO_ADMIN_WAITER_WEBHOOK_URL';
export const WEBHOOK_SECRET_VARIABLE = 'SSO_ADMIN_WAITER_WEBHOOK_SECRET';

/** The unparsed flags of `watch`, without those of {@link WatcherSettings}. */
export interface WatchFlags extends EndpointFlags {
  readonly instanceArn?: readonly string[];
  readonly config?: string;
  readonly kind?: readonly string[];
  readonly since?: string;
  readonly state?: string;
  readonly logLevel?: LogLevel;
  readonly logPretty?: boolean;
  readonly stdout: boolean;
  readonly webhook?: string;
  readonly webhookSecretFile?: string;
  readonly exec?: string;
  readonly execArg?: readonly string[];
  readonly listen?: string;
  readonly allowHost?: readonly string[];
}

/** The settings of the flags. Absent ones are left to the config file. */
export interface WatchCommand {
  readonly watcher: WatcherSettings;
  readonly config?: string;
  /** Default: those of the config file, or the only instance of the caller. */
  readonly instanceArns: readonly string[];
  /** For every instance. */
  readonly connection: Connection;
  readonly kinds?: readonly ListedKind[];
  readonly since?: Since;
  readonly state?: string;
  readonly stdout: boolean;
  readonly webhookUrl?: string;
  readonly webhookSecretFile?: string;
  readonly exec?: { readonly command: string; readonly args: readonly string[] };
  readonly listen?: ListenAddress;
  readonly allowedHosts?: readonly string[];
  readonly logLevel?: LogLevel;
  readonly logPretty?: boolean;
}

/** @throws {UsageError | InvalidOptionError} */
export function parseWatch(flags: WatchFlags): WatchCommand {
  const { config, instanceArn = [], kind, since, state, stdout } = flags;
  const { webhook, webhookSecretFile, listen, allowHost, logLevel, logPretty } = flags;
  return {
    ...(config === undefined ? {} : { config: path('--config', config) }),
    instanceArns: instanceArn.map((arn) => checkInstanceArn(arn, '--instance-arn')),
    connection: parseConnection(flags),
    watcher: watcherSettingsFromFlags(flags),
    ...(kind === undefined ? {} : { kinds: parseListedKinds(kind) }),
    ...(since === undefined ? {} : { since: check(sinceSchema, since, '--since') }),
    ...(state === undefined ? {} : { state: path('--state', state) }),
    stdout,
    ...(webhook === undefined ? {} : { webhookUrl: check(httpUrlSchema, webhook, '--webhook') }),
    ...(webhookSecretFile === undefined
      ? {}
      : { webhookSecretFile: check(fileNameSchema, webhookSecretFile, '--webhook-secret-file') }),
    ...parseExec(flags),
    ...(listen === undefined ? {} : { listen: check(listenSchema, listen, '--listen') }),
    ...(allowHost === undefined
      ? {}
      : { allowedHosts: allowHost.map((host) => check(hostNameSchema, host, '--allow-host')) }),
    ...(logLevel === undefined ? {} : { logLevel }),
    ...(logPretty === undefined ? {} : { logPretty }),
  };
}

function parseExec({ exec, execArg }: WatchFlags): Pick<WatchCommand, 'exec'> {
  if (exec === undefined) {
    if (execArg === undefined) return {};
    throw new UsageError('--exec-arg requires --exec.');
  }
  return { exec: { command: check(nonBlank('a command'), exec, '--exec'), args: execArg ?? [] } };
}

function path(flag: string, value: string): string {
  return check(nonBlank('the name of a file or folder'), value, flag);
}
