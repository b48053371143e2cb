import { describe, expect, it } from 'vitest';
import { redact } from '../../../src/engine/calls/redact.js';

const TOKEN = 'IQoJb3JpZ2luX2VjEJf//////////wEaCXVzLWVhc3QtMSJHMEUCIQD+secret/token==';
const KEY_ID = 'AKIAIOSFODNN7EXAMPLE';
const SIGNATURE = 'fe5f80f77d5fa3beca038a248ff027d0445342fe2855ddc963176630326f1024';

const MISMATCH =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';

const QUOTED = `

The Canonical String for this request should have been
'POST
/

content-type:application/x-amz-json-1.1
host:sso.us-east-1.amazonaws.com
x-amz-date:20260101T000000Z
x-amz-security-token:${TOKEN}
x-amz-target:SWBExternalService.ListInstances

content-type;host;x-amz-date;x-amz-security-token;x-amz-target
44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a'

The String-to-Sign should have been
'AWS4-HMAC-SHA256
20260101T000000Z
20260101/us-east-1/sso/aws4_request
${SIGNATURE}'
`;

const HEADER = `AWS4-HMAC-SHA256 Credential=${KEY_ID}/20260101/us-east-1/sso/aws4_request, SignedHeaders=host;x-amz-date, Signature=${SIGNATURE}`;

const SECRETS = [TOKEN, 'secret/token', KEY_ID, SIGNATURE];

function expectNoSecrets(text: string): void {
  for (const secret of SECRETS) expect(text).not.toContain(secret);
}

it('removes the request that AWS quotes when a signature does not match', () => {
  expect(redact(MISMATCH + QUOTED)).toBe(MISMATCH);
});

it('removes a string to sign that comes alone', () => {
  const [, alone = ''] = QUOTED.split('\n\nThe String-to-Sign');
  expect(redact(`${MISMATCH}\n\nThe String-to-Sign${alone}`)).toBe(MISMATCH);
});

it('removes the authorization header from the message about an incomplete signature', () => {
  const text = redact(
    `Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. Authorization=${HEADER}`,
  );
  expectNoSecrets(text);
  expect(text).toContain("requires existence of either a 'X-Amz-Date' or a 'Date' header.");
});

describe.each([
  ['a header', `Authorization: ${HEADER}`],
  ['a header in JSON', JSON.stringify({ authorization: HEADER })],
  ['a credential', `'Credential=${KEY_ID}/20260101' is not valid`],
  ['a signature', `Signature=${SIGNATURE} has expired`],
  ['a header of the session token', `x-amz-security-token: ${TOKEN}`],
  ['a parameter of the session token', `/?X-Amz-Security-Token=${TOKEN}&X-Amz-Expires=60`],
  ['a session token in JSON', JSON.stringify({ sessionToken: TOKEN, other: 1 })],
  ['a secret key in JSON', JSON.stringify({ SecretAccessKey: TOKEN })],
])('%s', (_, text) => {
  it('is redacted', () => {
    expectNoSecrets(redact(text));
    expect(redact(text)).toContain('[redacted]');
  });

  it('is redacted in capitals, too, and redacting again changes nothing', () => {
    const once = redact(text.replace(/^[^=:]+/, (name) => name.toUpperCase()));
    expectNoSecrets(once);
    expect(redact(once)).toBe(once);
  });
});

it('removes an authorization header of any scheme completely', () => {
  expectNoSecrets(redact(`Authorization: Bearer ${TOKEN}`));
});

it('keeps the rest of the message', () => {
  expect(redact(`'Credential=${KEY_ID}/20260101' is not valid, try again`)).toBe(
    "'Credential=[redacted]' is not valid, try again",
  );
});

it.each([
  [''],
  ['Rate exceeded'],
  ['The security token included in the request is expired'],
  ['The security token included in the request is invalid.'],
  [MISMATCH],
  ['Signature expired: 20260101T000000Z is now earlier than 20260101T001000Z (5 min.)'],
  ['Could not load credentials from any providers'],
  ['Token is expired. To refresh this SSO session run aws sso login.'],
  [
    'User: arn:aws:sts::111122223333:assumed-role/Example/session is not authorized to perform: sso:ListInstances',
  ],
  ['Received a 404 status error: Permission set provision not found in AWS account 123456789012.'],
])('leaves an ordinary message unchanged: %s', (message) => {
  expect(redact(message)).toBe(message);
});

// A pattern with quadratic time would exceed the test's time limit.
describe('takes linear time for long hostile text', () => {
  const MANY = 200_000;

  it.each([
    ['of blanks', ' '.repeat(MANY)],
    ['of line breaks before text that is not a quote', `${'\n'.repeat(MANY)}The end`],
    ['of names without a value', 'credential '.repeat(MANY / 10)],
    ['of a name and blanks', `credential${' '.repeat(MANY)}x`],
    ['of names without separators', 'security-token'.repeat(MANY / 10)],
    ['of beginnings of a quote', 'The Canonical Strin '.repeat(MANY / 20)],
    ['of equals signs', '='.repeat(MANY)],
    ['of a secret', `signature=${'x'.repeat(MANY)}`],
  ])('%s', (_, text) => {
    expect(redact(text).length).toBeLessThanOrEqual(text.length);
  });
});
