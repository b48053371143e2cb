import { InvalidOptionError } from '../../../engine/results/errors.js';
import { checkNames, oneOf, resolveTimeout } from '../../../engine/options/wait-options.js';
import { atLeastOne } from '../check-concurrency.js';
import { secretsFrom } from './webhook-secret.js';

/** Options of a webhook sink. */
export interface WebhookSinkOptions {
  /**
   * The URL of the receiver, `https:` or `http:`. With `http:` to another machine, anyone on the network path can
   * read and replay the events; the command `watch` warns about it, the sink does not.
   */
  readonly url: string;
  /**
   * The secret for signatures of Standard Webhooks: `whsec_` and 24 to 64 bytes in base64. Several secrets,
   * separated by blanks or commas, all sign each message, so that a receiver can rotate them. Default: not
   * signed.
   */
  readonly secret?: string;
  /**
   * `cloudevents`: CloudEvents 1.0 in structured JSON. `slack`: a message for an incoming webhook of Slack.
   * Default `cloudevents`.
   */
  readonly format?: 'cloudevents' | 'slack';
  /** Additional headers, such as `authorization`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Default `terminal`. */
  readonly receives?: 'all' | 'terminal';
  /** Default `webhook`. */
  readonly name?: string;
  /** Time limit of the response, in milliseconds. Default 10 000 ms. */
  readonly timeoutMs?: number;
  /** Maximum number of concurrent requests. Default 8. */
  readonly concurrency?: number;
  /** Replaces `fetch`, for example to use a proxy. Default: Node's own. */
  readonly fetch?: typeof globalThis.fetch;
}

/** Checked webhook options, with defaults. */
export interface ResolvedWebhookOptions extends Required<
  Omit<WebhookSinkOptions, 'url' | 'secret' | 'headers'>
> {
  readonly url: URL;
  readonly secrets: readonly string[];
  readonly headers: Headers;
}

/**
 * Checks the options, and applies the defaults.
 * @throws {InvalidOptionError} which shows neither the secret, nor a header, nor the URL's path
 */
export function resolveWebhookOptions(options: WebhookSinkOptions): ResolvedWebhookOptions {
  checkNames('options', options, OPTION_NAMES);
  const { fetch = globalThis.fetch } = options;
  if (typeof fetch !== 'function') throw new InvalidOptionError('fetch', fetch, 'a function');
  return {
    url: urlFrom(options.url),
    secrets: options.secret === undefined ? [] : secretsFrom(options.secret),
    format: oneOf('format', options.format ?? 'cloudevents', ['cloudevents', 'slack']),
    headers: headersFrom(options.headers ?? {}),
    receives: oneOf('receives', options.receives ?? 'terminal', ['all', 'terminal']),
    name: options.name ?? 'webhook',
    timeoutMs: resolveTimeout(options.timeoutMs ?? 10_000),
    concurrency: atLeastOne('concurrency', options.concurrency ?? 8),
    fetch,
  };
}

/** The path of a webhook may be a secret, so messages show only the origin. */
function urlFrom(value: string): URL {
  const expected = 'an http: or https: URL';
  if (typeof value !== 'string' || value === '') {
    throw new InvalidOptionError('url', value, expected);
  }
  if (!URL.canParse(value)) throw new InvalidOptionError('url', '[redacted]', expected);
  const url = new URL(value);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw new InvalidOptionError('url', `${url.protocol}[redacted]`, expected);
  }
  if (url.username !== '' || url.password !== '') {
    const instead = 'without a user name and password; give an authorization header instead';
    throw new InvalidOptionError('url', `${url.origin} with them`, instead);
  }
  return url;
}

function headersFrom(given: Readonly<Record<string, string>>): Headers {
  if (typeof given !== 'object' || given === null) {
    throw new InvalidOptionError('headers', given, 'an object of names and texts');
  }
  const headers = new Headers();
  for (const [name, value] of Object.entries(given)) {
    if (RESERVED_HEADERS.has(name.toLowerCase())) {
      throw new InvalidOptionError('headers', name, 'without those that the sink sets itself');
    }
    try {
      if (typeof value !== 'string') throw new TypeError('no text');
      headers.append(name, value);
    } catch {
      // The original error shows the value.
      throw new InvalidOptionError('headers', name, 'made of names and values that HTTP allows');
    }
  }
  return headers;
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

const OPTION_NAMES: Record<keyof WebhookSinkOptions, true> = {
  url: true,
  secret: true,
  format: true,
  headers: true,
  receives: true,
  name: true,
  timeoutMs: true,
  concurrency: true,
  fetch: true,
};
