import { UsageError } from '../usage-error.js';

/** `http` or `https`, and no user or password. The JSON Schema of the config file has it too. */
const URL_PATTERN = /^https?:\/\/[^\s/?#@\\]+(?:[/?#]\S*)?$/;

/**
 * A URL to send requests to.
 *
 * @param option what it was given to, for the message
 * @throws {UsageError} without the URL, since that of a webhook is often a secret
 */
export function checkUrl(option: string, url: unknown): string {
  if (typeof url === 'string' && URL_PATTERN.test(url) && URL.canParse(url)) return url;
  throw new UsageError(
    `${option} must be a URL that begins with https:// or http://, without a user or password ` +
      'in it. What was received is not shown, since it may be secret.',
  );
}
