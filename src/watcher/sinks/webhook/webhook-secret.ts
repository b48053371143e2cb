import { InvalidOptionError } from '../../../engine/results/errors.js';

const PREFIX = 'whsec_';
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** The limits of the specification. */
const BYTES = { least: 24, most: 64 };

/**
 * The secrets of a setting. It contains more than one during a rotation.
 *
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 * @throws {InvalidOptionError} which shows none of them
 */
export function secretsFrom(setting: string): readonly string[] {
  const secrets = typeof setting === 'string' ? setting.split(/[\s,]+/).filter(Boolean) : [];
  if (secrets.length > 0 && secrets.every(isUsable)) return secrets;
  throw new InvalidOptionError(
    'secret',
    secrets.length > 0 ? '[redacted]' : '',
    `${PREFIX} and ${BYTES.least} to ${BYTES.most} random bytes in base64 ` +
      `(echo "${PREFIX}$(openssl rand -base64 32)" makes one)`,
  );
}

function isUsable(secret: string): boolean {
  const key = secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret;
  if (!BASE64.test(key) || key.length % 4 !== 0) return false;
  const { length } = Buffer.from(key, 'base64');
  return length >= BYTES.least && length <= BYTES.most;
}
