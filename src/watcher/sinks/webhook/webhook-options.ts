import * as v from 'valibot';
import { check } from '../../../engine/options/check.js';
import {
  functionOf,
  hidden,
  httpUrlSchema,
  oneOf,
  plainObject,
  positiveNumber,
  secretMembers,
} from '../../../engine/options/schema.js';
import { concurrencySchema, receivesSchema, sinkNameSchema } from '../../delivery/check-sinks.js';
import { webhookSecretsSchema } from './webhook-secret.js';

/** The format of the messages. */
export const webhookFormatSchema = oneOf(['cloudevents', 'slack']);

/** A function like `fetch`. */
export interface FetchFunction {
  (...args: Parameters<typeof globalThis.fetch>): ReturnType<typeof globalThis.fetch>;
}

export const webhookOptionsSchema = secretMembers({
  /**
   * The URL of the receiver, `https:` or `http:`. With `http:` to another machine, anyone on the network path can
   * read and replay the events; the command `watch` warns about it, the sink does not.
   */
  url: httpUrlSchema,
  /**
   * The secret for signatures of Standard Webhooks: `whsec_` and 24 to 64 bytes in base64. Several secrets,
   * separated by blanks or commas, all sign each message, so that a receiver can rotate them. Default: not
   * signed.
   */
  secret: v.optional(webhookSecretsSchema),
  /**
   * `cloudevents`: CloudEvents 1.0 in structured JSON. `slack`: a message for an incoming webhook of Slack.
   * Default `cloudevents`.
   */
  format: v.optional(webhookFormatSchema, 'cloudevents'),
  /** Additional headers, such as `authorization`. Default: none. */
  headers: v.optional(headersSchema(), {}),
  /** Which events are delivered. Default `terminal`. */
  receives: v.optional(receivesSchema, 'terminal'),
  /** The name of the sink. Default `webhook`. */
  name: v.optional(sinkNameSchema, 'webhook'),
  /** Time limit of the response, in milliseconds. Default 10 000 ms. */
  timeoutMs: v.optional(positiveNumber, 10_000),
  /** Maximum number of concurrent requests. Default 8. */
  concurrency: v.optional(concurrencySchema, 8),
  /** Replaces `fetch`, for example to use a proxy. Default: Node's own. */
  fetch: v.optional(functionOf<FetchFunction>()),
});

/** Options of a webhook sink. */
export interface WebhookSinkOptions extends Readonly<v.InferInput<typeof webhookOptionsSchema>> {}

/** Checked webhook options, with defaults. */
export interface ResolvedWebhookOptions extends Readonly<
  Omit<v.InferOutput<typeof webhookOptionsSchema>, 'url' | 'secret' | 'headers' | 'fetch'>
> {
  readonly url: URL;
  readonly headers: Headers;
  readonly secrets: readonly string[];
  readonly fetch: FetchFunction;
}

/**
 * Checks the options, and applies the defaults.
 * @throws {InvalidOptionError} which shows neither the secret, nor a header, nor the URL
 */
export function resolveWebhookOptions(options: WebhookSinkOptions): ResolvedWebhookOptions {
  const resolved = check(webhookOptionsSchema, options);
  return {
    ...resolved,
    url: new URL(resolved.url),
    secrets: resolved.secret ?? [],
    headers: new Headers(Object.entries(resolved.headers)),
    fetch: resolved.fetch ?? globalThis.fetch,
  };
}

/** The errors name a header, but never show its value. */
function headersSchema() {
  return v.pipe(
    plainObject<string>(hidden('an object of names and texts')),
    v.rawCheck(({ dataset, addIssue }) => {
      if (!dataset.typed) return;
      for (const [name, value] of Object.entries(dataset.value)) {
        const message = headerProblem(name, value);
        if (message !== undefined) addIssue({ message, input: name });
      }
    }),
  );
}

function headerProblem(name: string, value: unknown): string | undefined {
  if (RESERVED_HEADERS.has(name.toLowerCase())) return 'without headers that the sink sets itself';
  try {
    if (typeof value === 'string') new Headers().append(name, value);
    if (typeof value === 'string') return undefined;
  } catch {
    // The original error shows the value.
  }
  return 'a valid HTTP header name and value';
}

/** Headers that describe the message, or belong to the connection. */
const RESERVED_HEADERS: ReadonlySet<string> = new Set([
  'content-type',
  'content-length',
  'content-encoding',
  'user-agent',
  'webhook-id',
  'webhook-timestamp',
  'webhook-signature',
  'connection',
  'expect',
  'host',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);
