import * as v from 'valibot';
import { hidden } from '../../../engine/options/schema.js';

const PREFIX = 'whsec_';
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** The limits of the specification. */
const BYTES = { least: 24, most: 64 };

const EXPECTED = hidden(
  `${PREFIX} and ${BYTES.least} to ${BYTES.most} random bytes in base64 ` +
    `(echo "${PREFIX}$(openssl rand -base64 32)" makes one)`,
);

/**
 * The secrets of a setting. It contains more than one during a rotation.
 *
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export const webhookSecretsSchema = v.pipe(
  v.string(EXPECTED),
  v.transform((setting) => setting.split(/[\s,]+/).filter(Boolean)),
  v.check((secrets) => secrets.length > 0 && secrets.every(isUsable), EXPECTED),
);

function isUsable(secret: string): boolean {
  const key = secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret;
  if (!BASE64.test(key) || key.length % 4 !== 0) return false;
  const { length } = Buffer.from(key, 'base64');
  return length >= BYTES.least && length <= BYTES.most;
}
