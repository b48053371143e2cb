import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { pathsFrom } from '../../src/cli/config/config-paths.js';
import { instanceSettings, watchFileSchema } from '../../src/cli/config/watch-file.js';
import { emulatorOptionsSchema } from '../../src/emulator/options/emulator-options.js';
import { durationSchema } from '../../src/engine/options/duration.js';
import { waitOptionsSchema } from '../../src/engine/options/wait-options.js';
import { discoverOptionsSchema } from '../../src/waiter/discover-requests.js';
import { serveOptionsSchema } from '../../src/watcher/http/serve.js';
import { execSinkType } from '../../src/watcher/sinks/exec/exec-sink-type.js';
import { execOptionsSchema } from '../../src/watcher/sinks/exec/exec-sink.js';
import { webhookOptionsSchema } from '../../src/watcher/sinks/webhook/webhook-options.js';
import { webhookSinkType } from '../../src/watcher/sinks/webhook/webhook-sink-type.js';
import { instanceOptionsSchema, watcherOptionsSchema } from '../../src/watcher/watcher-options.js';
import { docstringsOf } from './docstrings.js';
import { rowsOf, tableOf, withTables, type OptionRow } from './option-table.js';

interface WithEntries {
  readonly entries: v.ObjectEntries;
}

const paths = pathsFrom('');

/** Entries that several options share. */
const SHARED = [
  docstringsOf('engine/options/wait-options.ts', 'connectionEntries'),
  docstringsOf('engine/options/wait-options.ts', 'callEntries'),
];

/** The options of the library, with the file and the constant that have their docstrings. */
const OPTIONS: Readonly<Record<string, readonly [WithEntries, file: string, constant: string]>> = {
  waits: [waitOptionsSchema, 'engine/options/wait-options.ts', 'waitOptionsSchema'],
  discovery: [discoverOptionsSchema, 'waiter/discover-requests.ts', 'discoverOptionsSchema'],
  watchers: [watcherOptionsSchema, 'watcher/watcher-options.ts', 'watcherOptionsSchema'],
  instances: [instanceOptionsSchema, 'watcher/watcher-options.ts', 'instanceOptionsSchema'],
  webhook: [
    webhookOptionsSchema,
    'watcher/sinks/webhook/webhook-options.ts',
    'webhookOptionsSchema',
  ],
  exec: [execOptionsSchema, 'watcher/sinks/exec/exec-sink.ts', 'execOptionsSchema'],
  emulator: [
    emulatorOptionsSchema,
    'emulator/options/emulator-options.ts',
    'emulatorOptionsSchema',
  ],
  server: [serveOptionsSchema, 'watcher/http/serve.ts', 'serveOptionsSchema'],
};

/** The settings of config files, which have their descriptions with them. */
const SETTINGS: Readonly<Record<string, WithEntries>> = {
  'config file': watchFileSchema(paths),
  'config instances': instanceSettings,
  'config webhook': webhookSinkType.settings(paths) as unknown as WithEntries,
  'config exec': execSinkType.settings(paths) as unknown as WithEntries,
};

const rows = new Map<string, readonly OptionRow[]>([
  ...Object.entries(OPTIONS).map(([name, [{ entries }, file, constant]]) => {
    const docs = [docstringsOf(file, constant), ...SHARED];
    return [
      name,
      rowsOf(entries, (option) => docs.find((doc) => doc.has(option))?.get(option)),
    ] as const;
  }),
  ...Object.entries(SETTINGS).map(
    ([name, { entries }]) => [name, rowsOf(entries, descriptionOf)] as const,
  ),
]);

function descriptionOf(name: string, schema: v.GenericSchema): string | undefined {
  if (name === 'type') return 'The type of the sink.';
  const { wrapped = schema } = schema as { readonly wrapped?: v.GenericSchema };
  const { description } = v.getMetadata(wrapped);
  return v.getDescription(wrapped) ?? (typeof description === 'string' ? description : undefined);
}

it.each([
  'docs/emulator.md',
  'docs/library.md',
  'docs/watching/library.md',
  'docs/watching/operations.md',
  'docs/watching/sinks.md',
])('are what %s shows', async (path) => {
  const page = readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
  const tables = new Map([...rows].map(([name, options]) => [name, tableOf(options)]));
  await expect(
    withTables(page, tables),
    'The options have changed. Run: npm run generate',
  ).toMatchFileSnapshot(`../../${path}`);
});

describe.each(Object.entries(OPTIONS))('%s', (name, [{ entries }]) => {
  it('have the defaults that their descriptions name', () => {
    for (const row of rows.get(name) ?? []) {
      const entry = entries[row.name] as v.GenericSchema;
      const value = v.getDefault(entry) as unknown;
      if (typeof value === 'number' && Number.isFinite(value)) {
        const [digits = 'none'] = /\d[\d ]*/.exec(row.defaultText) ?? [];
        expect(Number(digits.replaceAll(' ', '')), row.name).toBe(value);
      } else if (['number', 'string', 'boolean'].includes(typeof value)) {
        expect(row.defaultText, row.name).toBe(`\`${String(value)}\``);
      }
    }
  });
});

it.each<[table: string, setting: string, option: v.GenericSchema]>([
  ['config file', 'maxTps', watcherOptionsSchema.entries.maxTps],
  ['config file', 'drainTimeout', watcherOptionsSchema.entries.drainTimeoutMs],
  ['config webhook', 'timeout', webhookOptionsSchema.entries.timeoutMs],
  ['config webhook', 'concurrency', webhookOptionsSchema.entries.concurrency],
  ['config webhook', 'format', webhookOptionsSchema.entries.format],
  ['config webhook', 'receives', webhookOptionsSchema.entries.receives],
  ['config exec', 'timeout', execOptionsSchema.entries.timeoutMs],
  ['config exec', 'concurrency', execOptionsSchema.entries.concurrency],
])('%s: %s has the default of its option', (table, name, option) => {
  const defaultText = rows.get(table)?.find((row) => row.name === name)?.defaultText ?? '';
  const value = /^\d+s$/.test(defaultText) ? v.parse(durationSchema, defaultText) : defaultText;
  expect(String(value)).toBe(String(v.getDefault(option)));
});
