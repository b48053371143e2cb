import { checkInstanceArn } from '../../engine/options/check-ref.js';
import { REQUEST_KINDS, type RequestKind } from '../../engine/requests/kinds.js';
import type { InstanceOptions } from '../../watcher/watcher-options.js';
import { parseListen, type ListenAddress } from '../flags/parse-listen.js';
import { LOG_LEVELS, type LogLevel } from '../flags/output-format.js';
import { parseSince, type Since } from '../flags/parse-since.js';
import { checkUrl } from '../flags/parse-url.js';
import { HOST_PATTERN } from '../commands/watch/watch-flags.js';
import {
  flag,
  given,
  listOf,
  membersOf,
  NOT_BLANK,
  oneOf,
  positive,
  readDuration,
  text,
  type Reader,
} from './config-reader.js';
import { readSink, type SinkSettings } from './sink-settings.js';

/** An instance of a config file. */
export type InstanceSettings = Omit<InstanceOptions, 'client'>;

/** What a config file says; `schemas/watch.schema.json` describes it for editors. */
export interface WatchFile {
  readonly instances?: readonly InstanceSettings[];
  readonly kinds?: readonly RequestKind[];
  readonly since?: Since;
  readonly state?: string;
  readonly sinks?: readonly SinkSettings[];
  readonly listen?: ListenAddress;
  readonly allowedHosts?: readonly string[];
  readonly maxTps?: number;
  readonly drainTimeoutMs?: number;
  readonly log?: { readonly level?: LogLevel; readonly pretty?: boolean };
}

/**
 * Checks what a config file holds.
 *
 * @param value what JSON made of the file
 * @throws {UsageError | InvalidOptionError} which name the place, such as `instances[1].region`
 */
export function readWatchFile(value: unknown): WatchFile {
  const member = membersOf(value, '', WATCH_NAMES, INSTEAD);
  member('$schema', text(/^/, 'the address of a JSON Schema'));
  return given({
    instances: member('instances', listOf(readInstance, 1)),
    kinds: member('kinds', listOf(oneOf(REQUEST_KINDS), 1)),
    since: member('since', (since, path) => parseSince(path, since)),
    state: member('state', text(NOT_BLANK, 'the name of a folder')),
    sinks: member('sinks', listOf(readSink)),
    listen: member('listen', (listen, path) => parseListen(path, listen)),
    allowedHosts: member(
      'allowedHosts',
      listOf(text(HOST_PATTERN, 'a host without a port, such as example.com')),
    ),
    maxTps: member('maxTps', positive),
    drainTimeoutMs: member('drainTimeout', readDuration),
    log: member('log', readLog),
  });
}

const WATCH_NAMES = [
  '$schema',
  'instances',
  'kinds',
  'since',
  'state',
  'sinks',
  'listen',
  'allowedHosts',
  'maxTps',
  'drainTimeout',
  'log',
];

const INSTEAD =
  'Name a profile or a role of the instance; for a webhook, secretFile or secretEnv of its sink.';

const readInstance: Reader<InstanceSettings> = (value, path) => {
  const member = membersOf(value, path, INSTANCE_NAMES, INSTEAD_OF_CREDENTIALS);
  const roleArn = member(
    'roleArn',
    text(ROLE_ARN, "a role's ARN (arn:aws:iam::111122223333:role/…)"),
  );
  return given({
    name: member('name', text(NOT_BLANK, 'a name')),
    instanceArn: member('instanceArn', (arn, at) => checkInstanceArn(arn, at)),
    region: member('region', text(NOT_BLANK, 'the name of an AWS Region')),
    profile: member('profile', text(NOT_BLANK, 'the name of a profile')),
    roleArn,
    externalId: member('externalId', readExternalId(roleArn)),
    endpointUrl: member('endpointUrl', (url, at) => checkUrl(at, url)),
    maxTps: member('maxTps', positive),
  });
};

const INSTANCE_NAMES = [
  'name',
  'instanceArn',
  'region',
  'profile',
  'roleArn',
  'externalId',
  'endpointUrl',
  'maxTps',
];

const INSTEAD_OF_CREDENTIALS =
  'Name a profile or a roleArn, or leave it to the environment, as for any AWS SDK.';

const ROLE_ARN = /^arn:[a-z0-9-]+:iam::\d{12}:role\/\S+$/;

/** An external id alone would be ignored. */
function readExternalId(roleArn: string | undefined): Reader<string> {
  const expected = roleArn === undefined ? 'given with roleArn' : 'what the role expects';
  return text(roleArn === undefined ? /^(?!)/ : NOT_BLANK, expected);
}

const readLog: Reader<NonNullable<WatchFile['log']>> = (value, path) => {
  const member = membersOf(value, path, ['level', 'pretty'], '');
  return given({ level: member('level', oneOf(LOG_LEVELS)), pretty: member('pretty', flag) });
};
