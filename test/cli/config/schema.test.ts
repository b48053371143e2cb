import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../src/cli/usage-error.js';
import { InvalidOptionError } from '../../../src/engine/results/errors.js';
import { readWatchFile } from '../../../src/cli/config/watch-file.js';
import { FULL_FILE } from './support.js';

const SCHEMA = new URL('../../../schemas/watch.schema.json', import.meta.url);
const bySchema = new Ajv({ strict: true, strictRequired: false, strictTypes: false }).compile(
  JSON.parse(readFileSync(SCHEMA, 'utf8')),
);

function byParser(file: unknown): boolean {
  try {
    readWatchFile(file);
    return true;
  } catch (error) {
    if (error instanceof UsageError || error instanceof InvalidOptionError) return false;
    throw error;
  }
}

/** Texts that are valid somewhere, nearly valid, or invalid everywhere. */
const TEXTS =
  '  |x|X|a-b|-a|iterator-1|a b|whsec_abc|A_B|1A|all|terminal|slack|ndjson|webhook|debug' +
  '|0|0s|10|10s|1h30m|2d|500ms|1.5s|.5s|1s1s|1m1h|m|1w|1.5h' +
  '|2026|2026-01-31|2026-01-31T08:00Z|2026-01-31T08:00|2026-13-01|2026-1-1|2026-01-31T08:00:01.5+02:00' +
  '|9464|:9464|127.0.0.1:9464|[::1]:9464|::1:9464|a.b:65535|65536|host:|[::1]' +
  '|https://example.com|http://127.0.0.1:1/x?y#z|ftp://x|https://u:p@x|https://|https://a b' +
  '|arn:aws:iam::111122223333:role/x|arn:aws:iam::1:role/x|arn:aws:iam::111122223333:user/x' +
  '|arn:aws:sso:::instance/ssoins-1234567890abcdef' +
  '|arn:aws:sso:::permissionSet/ssoins-1234567890abcdef/ps-1234567890abcdef' +
  '|0f6e1f0a-1b2c-4d3e-8f90-a1b2c3d4e5f6|0F6E1F0A-1b2c-4d3e-8f90-a1b2c3d4e5f6' +
  '|permission-set-provisioning';

const VALUES: readonly unknown[] = [
  '',
  ...TEXTS.split('|'),
  null,
  true,
  0,
  -1,
  1,
  1.5,
  9464,
  2 ** 53,
  [],
  [[]],
  {},
  [{}],
  [null],
  [''],
  ['x'],
  ['permission-set-provisioning', 'account-assignment-deletion'],
  { type: 'webhook' },
  { type: 'exec', command: 'x' },
  [{ type: 'exec', command: 'x' }],
  [{ type: 'kafka' }],
  { level: 'debug' },
];

const NAMES = [
  '$schema instances kinds since state sinks listen allowedHosts maxTps drainTimeout log',
  'name instanceArn region profile roleArn externalId endpointUrl',
  'type url urlFile urlEnv secretFile secretEnv receives format timeout concurrency command args',
  'level pretty secret other',
].flatMap((names) => names.split(' '));

/** All variants of the file with one member set or removed, at any place. */
function* changes(file: object): Generator<object> {
  for (const [name, value] of Object.entries(file)) {
    if (!Array.isArray(file)) yield Object.fromEntries(without(file, name));
    for (const other of VALUES) yield replaced(file, name, other);
    if (typeof value !== 'object' || value === null) continue;
    for (const inner of changes(value)) yield replaced(file, name, inner);
  }
  if (Array.isArray(file)) return;
  for (const name of NAMES.filter((other) => !Object.hasOwn(file, other))) {
    for (const value of ['x', {}, 1]) yield { ...file, [name]: value };
  }
}

function without(file: object, name: string): [string, unknown][] {
  return Object.entries(file).filter(([other]) => other !== name);
}

function replaced(file: object, name: string, value: unknown): object {
  if (!Array.isArray(file)) return { ...file, [name]: value };
  return file.map((item: unknown, at) => (String(at) === name ? value : item));
}

describe('the published schema', () => {
  it('accepts what the parser accepts', () => {
    expect(bySchema(FULL_FILE), JSON.stringify(bySchema.errors)).toBe(true);
    expect(byParser(FULL_FILE)).toBe(true);
  });

  it('agrees with the parser for any change in a file', () => {
    const seen = { taken: 0, refused: 0 };
    for (const file of changes(FULL_FILE)) {
      const taken = byParser(file);
      if (bySchema(file) !== taken) expect.fail(`taken by the parser: ${taken}, ${show(file)}`);
      seen[taken ? 'taken' : 'refused'] += 1;
    }
    expect(seen.taken).toBeGreaterThan(500);
    expect(seen.refused).toBeGreaterThan(2_000);
  });

  it.each([
    ['a day that there is not', { since: '2026-02-30' }],
    ['a port of a URL that there is not', { instances: [{ endpointUrl: 'http://x:99999' }] }],
  ])('accepts some values that only the parser can reject: %s', (_name, file) => {
    expect([bySchema(file), byParser(file)]).toEqual([true, false]);
  });
});

function show(file: object): string {
  return JSON.stringify(Object.fromEntries(Object.entries(file).filter(differs)));
}

function differs([name, value]: [string, unknown]): boolean {
  return JSON.stringify(value) !== JSON.stringify(new Map(Object.entries(FULL_FILE)).get(name));
}
