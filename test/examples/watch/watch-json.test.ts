import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../../src/cli/config/read-config.js';
import { readWatchFile } from '../../../src/cli/config/watch-file.js';
import { pathOf, read } from './support.js';

const schema = new URL('../../../schemas/watch.schema.json', import.meta.url);
const isBySchema = new Ajv({ strict: false }).compile(JSON.parse(readFileSync(schema, 'utf8')));

const DOCS = readFileSync(new URL('../../../docs/watching/sinks.md', import.meta.url), 'utf8');

describe('watch.json', () => {
  it('is what the command reads: two instances and a signed webhook', async () => {
    const file = await readConfig(pathOf('watch.json'));
    expect(file.instances).toMatchObject([
      { name: 'production', profile: 'identity-center' },
      { name: 'sandbox', roleArn: 'arn:aws:iam::111122223333:role/sso-admin-waiter' },
    ]);
    expect(file.sinks).toMatchObject([
      { type: 'webhook', secret: { type: 'file', path: pathOf('webhook-secret') } },
    ]);
  });

  it('is what the schema allows', () => {
    expect(isBySchema(JSON.parse(read('watch.json'))), JSON.stringify(isBySchema.errors)).toBe(
      true,
    );
  });
});

it('what the docs show of config files is right', () => {
  const samples = [...DOCS.matchAll(/```json\n(\{\s*"(?:instances|sinks)".*?)```/gs)];
  expect(samples.length).toBeGreaterThan(0);
  for (const [, text = ''] of samples) {
    expect(() => readWatchFile(JSON.parse(text))).not.toThrow();
    expect(isBySchema(JSON.parse(text))).toBe(true);
  }
});
