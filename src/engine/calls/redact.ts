/**
 * Removes secrets from an error message of AWS. If a signature does not match, AWS quotes the request,
 * including the session token and the authorization header.
 *
 * Takes linear time.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/signature-v4-troubleshooting.html
 */
export function redact(message: string): string {
  const quoteAt = message.search(QUOTED_REQUEST);
  const own = quoteAt === -1 ? message : message.slice(0, quoteAt);
  return own.replace(HEADER, '$1 [redacted]').replace(SECRET, '$1[redacted]').trimEnd();
}

/** The beginning of the quoted request. */
const QUOTED_REQUEST = /\bThe (?:Canonical String|String-to-Sign)\b/i;

/** An authorization header. The rest of the line is its value, with any scheme. */
const HEADER = /\b(authorization["']?\s{0,4}[:=])[^\r\n]*/gi;

const SECRET =
  /\b((?:x-amz-security-token|security-?token|session-?token|credential|signature|secret-?(?:access-?)?key)["']?\s{0,4}[:=]\s{0,4}["']?)[^\s"',;]+/gi;
