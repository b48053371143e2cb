import * as v from 'valibot';
import { instanceArnSchema } from '../../engine/options/check-ref.js';
import { firstIssue, isUnknownMember, pathOf, receivedBy } from '../../engine/options/check.js';
import {
  httpUrlSchema,
  listOf,
  nonBlank,
  nonEmptyList,
  oneOf,
  positiveNumber,
  textLike,
} from '../../engine/options/schema.js';
import { setting, settingsOf, type Paths } from '../../engine/options/setting.js';
import { LISTED_KINDS } from '../../engine/requests/kinds.js';
import { InvalidOptionError } from '../../engine/results/errors.js';
import { sinkSettingsSchema } from '../../watcher/sinks/sink-types.js';
import { hostNameSchema, listenSchema } from '../flags/listen-address.js';
import { LOG_LEVELS } from '../flags/output-format.js';
import { sinceSchema } from '../flags/since.js';
import { UsageError } from '../usage-error.js';
import { pathsFrom } from './config-paths.js';
import { watcherSettingEntries, withWatcherSettings } from './watcher-settings.js';

export const instanceSettings = v.pipe(
  settingsOf(
    {
      name: setting(
        nonBlank('a name'),
        'The name in logs, metrics and displays. Default: the ARN.',
      ),
      instanceArn: setting(
        instanceArnSchema,
        'The ARN of the instance. Default: the only instance that is visible to the caller.',
        ['arn:aws:sso:::instance/ssoins-1234567890abcdef'],
      ),
      region: setting(
        nonBlank('the name of an AWS Region'),
        'AWS Region. Default: from the environment, like any AWS SDK.',
      ),
      profile: setting(
        nonBlank('the name of a profile'),
        'Profile of the shared AWS configuration files.',
      ),
      roleArn: setting(
        textLike(
          /^arn:[a-z0-9-]+:iam::\d{12}:role\/\S+$/,
          "a role's ARN (arn:aws:iam::111122223333:role/…)",
        ),
        'A role to assume, with the credentials of profile or the environment.',
      ),
      externalId: setting(
        nonBlank('the external id of the role'),
        "The external id that the role's trust policy requires. Requires roleArn.",
      ),
      endpointUrl: setting(httpUrlSchema, 'Another endpoint, such as that of an emulator.'),
      maxTps: setting(
        positiveNumber,
        'Maximum calls a second for this instance. Default: maxTps of the file.',
      ),
    },
    'Name a profile or a roleArn, or use credentials of the environment, like any AWS SDK.',
  ),
  // An external id without a role would be ignored.
  v.forward(
    v.partialCheck(
      [['externalId'], ['roleArn']],
      ({ externalId, roleArn }) => externalId === undefined || roleArn !== undefined,
      'absent without roleArn',
    ),
    ['externalId'],
  ),
  v.metadata({ dependencies: { externalId: ['roleArn'] } }),
);

const logSettings = settingsOf(
  {
    level: setting(oneOf(LOG_LEVELS), 'Lowest level of the logs on standard error. Default info.'),
    pretty: setting(
      v.boolean('true or false'),
      'Human-readable logs instead of JSON. Default false.',
    ),
  },
  '',
);

/** The schema of a config file; `schemas/watch.schema.json` is generated from it. */
export function watchFileSchema(paths: Paths) {
  const settings = settingsOf(
    {
      $schema: setting(
        v.string('the address of a JSON Schema'),
        'The address of this schema, for editors.',
      ),
      instances: setting(
        nonEmptyList(instanceSettings, 'a non-empty array'),
        'The instances to watch. Each has its own rate limiter. Default: one, from the environment.',
      ),
      kinds: setting(
        nonEmptyList(oneOf(LISTED_KINDS), 'a non-empty array'),
        'A list of kinds of requests. Default: all kinds.',
      ),
      since: setting(
        sinceSchema,
        'At the first start with a state, also report requests that were created since then and have ended: a ' +
          'duration such as 1h or 2d, or a date such as 2026-01-31 or 2026-01-31T08:00Z. Default: the start.',
        ['1h', '2026-01-31T08:00Z'],
      ),
      state: setting(
        v.pipe(nonBlank('the name of a folder'), v.transform(paths.path)),
        "The folder of the durable state. Default: in the platform's folder for state.",
      ),
      sinks: setting(
        listOf(sinkSettingsSchema(paths), 'an array'),
        'The destinations of events. Default: NDJSON on standard output.',
      ),
      listen: setting(
        listenSchema,
        'Serves a live page, probes and metrics there: an address such as "127.0.0.1:9464", or a port on loopback such as "9464". Default: no server.',
        ['9464', '127.0.0.1:9464', '[::1]:9464'],
      ),
      allowedHosts: setting(
        listOf(hostNameSchema, 'an array'),
        'Other host names of the HTTP server, without a port. Default: none.',
      ),
      ...watcherSettingEntries,
      log: setting(
        logSettings,
        'The logs on standard error: level (trace to fatal, or silent; default info), and pretty (true: for people, instead of JSON).',
      ),
    },
    'Name a profile or a role of the instance; for a webhook, secretFile or secretEnv of its sink.',
  );
  return v.pipe(
    settings,
    v.transform(({ $schema: _schema, ...file }) => withWatcherSettings(file)),
  );
}

/** The settings of a config file. */
export interface WatchFile extends Readonly<v.InferOutput<ReturnType<typeof watchFileSchema>>> {}

/** The settings of an instance. */
export type InstanceSettings = v.InferOutput<typeof instanceSettings>;

/**
 * Checks the value of a config file.
 *
 * @param value the parsed JSON
 * @param folder the folder of the file; its paths are relative to it
 * @throws {UsageError | InvalidOptionError} which name the place, such as `instances[1].region`
 */
export function readWatchFile(value: unknown, folder = ''): WatchFile {
  const schema = watchFileSchema(pathsFrom(folder));
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  const issue = firstIssue(schema, value) ?? result.issues[0];
  const path = pathOf(issue.path ?? []) || 'The file';
  if (isUnknownMember(issue)) throw new UsageError(`${path} ${issue.message}`);
  throw new InvalidOptionError(path, receivedBy(issue), issue.message);
}
