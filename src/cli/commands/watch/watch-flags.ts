import { InvalidOptionError } from '../../../engine/results/errors.js';
import { checkInstanceArn } from '../../../engine/options/check-ref.js';
import type { RequestKind } from '../../../engine/requests/kinds.js';
import { UsageError } from '../../usage-error.js';
import { parseConnection, type Connection, type EndpointFlags } from '../../flags/connection.js';
import { parseDuration } from '../../flags/parse-duration.js';
import { parseListen, type ListenAddress } from '../../flags/parse-listen.js';
import type { LogLevel } from '../../flags/output-format.js';
import { parseSince, type Since } from '../../flags/parse-since.js';
import { checkUrl } from '../../flags/parse-url.js';
import { parseKinds, parsePositive } from '../../flags/flag-values.js';

/** URLs of webhooks can be secrets, and flags are for all to see. */
export const WEBHOOK_URL_VARIABLE = 'SSO_ADMIN_WAITER_WEBHOOK_URL';
export const WEBHOOK_SECRET_VARIABLE = 'SSO_ADMIN_WAITER_WEBHOOK_SECRET';

/** The flags of `watch`, as they were written. */
export interface WatchFlags extends EndpointFlags {
  readonly instanceArn?: readonly string[];
  readonly maxTps?: string;
  readonly config?: string;
  readonly kind?: readonly string[];
  readonly since?: string;
  readonly state?: string;
  readonly drainTimeout?: string;
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

/** What `watch` is to do, as far as the flags say; what is absent is for the config file to say. */
export interface WatchCommand {
  readonly config?: string;
  /** Empty: those of the config file, or the only one there is. */
  readonly instanceArns: readonly string[];
  /** For every instance. */
  readonly connection: Connection;
  readonly maxTps?: number;
  readonly kinds?: readonly RequestKind[];
  readonly since?: Since;
  readonly state?: string;
  readonly stdout: boolean;
  readonly webhookUrl?: string;
  readonly webhookSecretFile?: string;
  readonly exec?: { readonly command: string; readonly args: readonly string[] };
  readonly listen?: ListenAddress;
  readonly allowedHosts?: readonly string[];
  readonly drainTimeoutMs?: number;
  readonly logLevel?: LogLevel;
  readonly logPretty?: boolean;
}

/** @throws {UsageError | InvalidOptionError} */
export function parseWatch(flags: WatchFlags): WatchCommand {
  const { config, instanceArn = [], maxTps, kind, since, state, drainTimeout, stdout } = flags;
  const { webhook, webhookSecretFile, listen, allowHost, logLevel, logPretty } = flags;
  return {
    ...(config === undefined ? {} : { config: path('--config', config) }),
    instanceArns: instanceArn.map((arn) => checkInstanceArn(arn, '--instance-arn')),
    connection: parseConnection(flags),
    ...(maxTps === undefined ? {} : { maxTps: parsePositive('--max-tps', maxTps) }),
    ...(kind === undefined ? {} : { kinds: parseKinds(kind) }),
    ...(since === undefined ? {} : { since: parseSince('--since', since) }),
    ...(state === undefined ? {} : { state: path('--state', state) }),
    stdout,
    ...(webhook === undefined ? {} : { webhookUrl: checkUrl('--webhook', webhook) }),
    ...(webhookSecretFile === undefined
      ? {}
      : { webhookSecretFile: path('--webhook-secret-file', webhookSecretFile) }),
    ...parseExec(flags),
    ...(listen === undefined ? {} : { listen: parseListen('--listen', listen) }),
    ...(allowHost === undefined ? {} : { allowedHosts: allowHost.map(hostName) }),
    ...(drainTimeout === undefined
      ? {}
      : { drainTimeoutMs: parseDuration('--drain-timeout', drainTimeout) }),
    ...(logLevel === undefined ? {} : { logLevel }),
    ...(logPretty === undefined ? {} : { logPretty }),
  };
}

/** A host without a port, as in a URL. The JSON Schema of the config file has it too. */
export const HOST_PATTERN = /^(?:\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)$/;

function hostName(text: string): string {
  if (HOST_PATTERN.test(text)) return text;
  throw new InvalidOptionError('--allow-host', text, 'a host without a port, such as example.com');
}

function parseExec({ exec, execArg }: WatchFlags): Pick<WatchCommand, 'exec'> {
  if (exec === undefined) {
    if (execArg === undefined) return {};
    throw new UsageError('--exec-arg requires --exec, the command.');
  }
  if (exec.trim() === '') throw new InvalidOptionError('--exec', exec, 'a command');
  return { exec: { command: exec, args: execArg ?? [] } };
}

function path(flag: string, value: string): string {
  if (value.trim() === '')
    throw new InvalidOptionError(flag, value, 'the name of a file or folder');
  return value;
}
