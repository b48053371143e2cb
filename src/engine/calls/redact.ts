/**
 * Takes secrets out of a service's message. When a signature does not match, AWS quotes the request
 * that it has signed, with the session token and the authorization header in it.
 *
 * Takes time in proportion to the message, whatever it holds.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/signature-v4-troubleshooting.html
 */
export function redact(message: string): string {
  const quoteAt = message.search(QUOTED_REQUEST);
  const own = quoteAt === -1 ? message : message.slice(0, quoteAt);
  return own.replace(HEADER, '$1 [redacted]').replace(SECRET, '$1[redacted]').trimEnd();
}

/** From here on AWS quotes the request. */
const QUOTED_REQUEST = /\bThe (?:Canonical String|String-to-Sign)\b/i;

/** Whatever its scheme, the rest of the line belongs to it. */
const HEADER = /\b(authorization["']?\s{0,4}[:=])[^\r\n]*/gi;

const SECRET =
  /\b((?:x-amz-security-token|security-?token|session-?token|credential|signature|secret-?(?:access-?)?key)["']?\s{0,4}[:=]\s{0,4}["']?)[^\s"',;]+/gi;
