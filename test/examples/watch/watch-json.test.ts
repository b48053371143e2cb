import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../../src/cli/config/read-config.js';
import { readWatchFile } from '../../../src/cli/config/watch-file.js';
import { pathOf, read } from './support.js';

const schema = new URL('../../../schemas/watch.schema.json', import.meta.url);
const isValid = new Ajv({ strict: false }).compile(JSON.parse(readFileSync(schema, 'utf8')));

const DOCS = readFileSync(new URL('../../../docs/watching/sinks.md', import.meta.url), 'utf8');

describe('watch.json', () => {
  it('is read by the command: two instances and a signed webhook', async () => {
    const file = await readConfig(pathOf('watch.json'));
    expect(file.instances).toMatchObject([
      { name: 'production', profile: 'identity-center' },
      { name: 'sandbox', roleArn: 'arn:aws:iam::111122223333:role/sso-admin-waiter' },
    ]);
    expect(file.sinks).toMatchObject([
      { type: 'webhook', secret: { type: 'file', path: pathOf('webhook-secret') } },
    ]);
  });

  it('is valid by the schema', () => {
    expect(isValid(JSON.parse(read('watch.json'))), JSON.stringify(isValid.errors)).toBe(true);
  });
});

it('the config files in the docs are valid', () => {
  const samples = [...DOCS.matchAll(/```json\n(\{\s*"(?:instances|sinks)".*?)```/gs)];
  expect(samples.length).toBeGreaterThan(0);
  for (const [, text = ''] of samples) {
    expect(() => readWatchFile(JSON.parse(text))).not.toThrow();
    expect(isValid(JSON.parse(text))).toBe(true);
  }
});
