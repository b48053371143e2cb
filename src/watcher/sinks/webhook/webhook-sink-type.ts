import * as v from 'valibot';
import { check } from '../../../engine/options/check.js';
import { httpUrlSchema } from '../../../engine/options/schema.js';
import {
  fileNameSchema,
  setting,
  textSource,
  variableNameSchema,
  type Paths,
  type TextSource,
} from '../../../engine/options/setting.js';
import { isLoopback } from '../../../engine/util/loopback.js';
import { receivesSchema } from '../../delivery/check-sinks.js';
import {
  defineSinkType,
  effortEntries,
  sinkSettings,
  withTimeoutMs,
  type SinkWarning,
} from '../sink-type.js';
import { webhookFormatSchema } from './webhook-options.js';
import { createWebhookSink } from './webhook-sink.js';

/** The settings of a webhook sink. */
export interface WebhookSettings {
  readonly type: 'webhook';
  readonly name: string;
  readonly url: TextSource;
  /** Absent: its messages are not signed. */
  readonly secret?: TextSource;
  readonly receives?: 'all' | 'terminal' | undefined;
  readonly format?: 'cloudevents' | 'slack' | undefined;
  readonly timeoutMs?: number;
  readonly concurrency?: number | undefined;
}

/** The settings, with the texts of the URL and the secret. */
export type WebhookPlan = Omit<WebhookSettings, 'url' | 'secret'> & {
  readonly url: string;
  readonly secret?: string;
};

export const webhookSinkType = defineSinkType<WebhookSettings, WebhookPlan>({
  usesStdout: false,
  settings: webhookSettings,
  sources: ({ url, secret }) => (secret === undefined ? [url] : [url, secret]),
  plan: ({ url, secret, ...rest }, textOf) => ({
    ...rest,
    url: check(httpUrlSchema, textOf(url), `The URL of sink ${rest.name}`),
    ...(secret === undefined ? {} : { secret: textOf(secret) }),
  }),
  create: ({ type: _type, ...options }) => createWebhookSink(options),
  describe: ({ url }) => new URL(url).origin,
  warnings: webhookWarnings,
});

function webhookWarnings({ name, url, secret, format }: WebhookPlan): readonly SinkWarning[] {
  const { protocol, hostname, origin } = new URL(url);
  const warnings: SinkWarning[] = [];
  if (secret === undefined && format !== 'slack') {
    const message = 'without a secret, the receiver cannot verify the sender of the events';
    warnings.push({ fields: { sink: name }, message });
  }
  if (protocol === 'http:' && !isLoopback(hostname)) {
    const message = 'over http:, anyone on the network path can read and replay the events';
    warnings.push({ fields: { sink: name, to: origin }, message });
  }
  return warnings;
}

function webhookSettings({ path }: Paths): v.GenericSchema<unknown, WebhookSettings> {
  return v.pipe(
    sinkSettings('webhook', {
      url: setting(
        httpUrlSchema,
        'The URL. If it is a secret, use urlFile or urlEnv. Exactly one of the three is required.',
      ),
      urlFile: setting(v.pipe(fileNameSchema, v.transform(path)), 'A file that contains the URL.'),
      urlEnv: setting(variableNameSchema, 'An environment variable that contains the URL.'),
      secretFile: setting(
        v.pipe(fileNameSchema, v.transform(path)),
        'A file that contains the secret for signatures: whsec_ and base64. Default: not signed.',
      ),
      secretEnv: setting(variableNameSchema, 'An environment variable that contains the secret.'),
      receives: setting(
        receivesSchema,
        'terminal: how requests ended. all: also that they were discovered. Default terminal.',
      ),
      format: setting(
        webhookFormatSchema,
        'CloudEvents 1.0, or messages for an incoming webhook of Slack. Default cloudevents.',
      ),
      ...effortEntries({ timeout: '10s', concurrency: 8 }),
    }),
    v.description('Posts events to a URL, signed as Standard Webhooks.'),
    v.check(
      ({ url, urlFile, urlEnv }) => given(url, urlFile, urlEnv) === 1,
      'an object with exactly one of url, urlFile and urlEnv.',
    ),
    v.check(
      ({ secretFile, secretEnv }) => given(secretFile, secretEnv) < 2,
      'an object with secretFile or secretEnv, not both.',
    ),
    v.metadata({
      oneOf: [{ required: ['url'] }, { required: ['urlFile'] }, { required: ['urlEnv'] }],
      not: { required: ['secretFile', 'secretEnv'] },
    }),
    v.transform(({ url, urlFile, urlEnv, secretFile, secretEnv, ...rest }) => {
      const secret = textSource(secretFile, secretEnv);
      return {
        ...withTimeoutMs(rest),
        url: textSource(urlFile, urlEnv) ?? { type: 'text', text: url ?? '' },
        ...(secret === undefined ? {} : { secret }),
      };
    }),
  );
}

function given(...members: readonly (string | undefined)[]): number {
  return members.filter((member) => member !== undefined).length;
}
