import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parseWatch } from '../../../../src/cli/commands/watch/watch-flags.js';
import { loadPlan } from '../../../../src/cli/commands/watch/load-plan.js';

const folder = mkdtempSync(join(tmpdir(), 'sso-admin-waiter-'));
afterAll(() => rmSync(folder, { recursive: true }));

const config = join(folder, 'watch.json');

describe('loadPlan', () => {
  it('resolves paths of a config file relative to the file', async () => {
    writeFileSync(join(folder, 'url'), 'https://example.com/hook\n');
    const sinks = [
      { type: 'webhook', urlFile: 'url' },
      { type: 'exec', name: 'near', command: './notify' },
      { type: 'exec', name: 'on-path', command: 'notify' },
      { type: 'exec', name: 'absolute', command: '/bin/notify' },
    ];
    expect(await loaded({ state: 'state', sinks })).toMatchObject({
      state: join(folder, 'state'),
      sinks: [
        { url: 'https://example.com/hook' },
        { command: join(folder, 'notify') },
        { command: 'notify' },
        { command: '/bin/notify' },
      ],
    });
  });

  it('ignores a byte order mark', async () => {
    expect(await loaded('\uFEFF{ "maxTps": 1 }')).toMatchObject({ watcher: { maxTps: 1 } });
  });

  it.each([
    [{ instances: [{ regoin: 'x' }] }, /watch\.json: instances\[0\]\.regoin is not known\. Did/],
    [{ maxTps: 0 }, /watch\.json: maxTps must be a number greater than 0/],
    ['{\n  "maxTps": 1,\n}', /watch\.json: The content is not JSON: line 3, column 1\.$/],
    [
      '{ "url": https://example.com/token }',
      /watch\.json: The content is not JSON(?:(?!token).)*$/,
    ],
    ['', /watch\.json: The content is not JSON/],
    [
      { sinks: [{ type: 'webhook', url: 'https://example.com', secretFile: 'none' }] },
      /^Cannot read .*none \(a secretFile or urlFile of a sink, or --webhook-secret-file\)\. ENOENT/,
    ],
  ])('names the invalid file and the place: %j', async (file, message) => {
    await expect(loaded(file)).rejects.toThrow(message);
  });

  it('determines the sinks once', async () => {
    const reads: PropertyKey[] = [];
    const env = new Proxy<Record<string, string>>(
      {},
      {
        get: (_, name) => {
          reads.push(name);
          return undefined;
        },
      },
    );
    await loadPlan(parseWatch({ stdout: true }), { env, stateFolder: '/state' });
    expect(reads).toEqual(['SSO_ADMIN_WAITER_WEBHOOK_URL']);
  });

  it('reports a missing file', async () => {
    const command = parseWatch({ stdout: true, config: join(folder, 'none.json') });
    await expect(loadPlan(command, { env: {}, stateFolder: '' })).rejects.toThrow(
      /^Cannot read .*none\.json \(--config\)\. ENOENT: no such file or directory/,
    );
  });
});

function loaded(file: string | object) {
  writeFileSync(config, typeof file === 'string' ? file : JSON.stringify(file));
  return loadPlan(parseWatch({ stdout: true, config }), { env: {}, stateFolder: '/state' });
}
