/**
 * Takes secrets out of a service's message. When a signature does not match, AWS quotes the request
 * that it has signed, with the session token and the authorization header in it.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/signature-v4-troubleshooting.html
 */
export function redact(message: string): string {
  const [quoteless = ''] = message.split(QUOTED_REQUEST, 1);
  return quoteless.replace(SECRET, '$1[redacted]').trimEnd();
}

/** From here on AWS quotes the request. */
const QUOTED_REQUEST = /\s*The (?:Canonical String|String-to-Sign)\b/i;

const SECRET =
  /((?:x-amz-security-token|security-?token|session-?token|credential|signature|authorization|secret-?(?:access-?)?key)["']?\s*[:=]\s*["']?)[^\s"',;]+/gi;
