// Does what a maintainer does before a release, and then what a user does: clone, install, pack;
// install the package into an empty project, and use it there.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const project = mkdtempSync(path.join(tmpdir(), 'sso-admin-waiter-'));
const run = (command, args, cwd = project) =>
  execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });

function expect(what, holds) {
  if (!holds) throw new Error(`The package fails a check: ${what}`);
  process.stdout.write(`ok: ${what}\n`);
}

const clone = path.join(project, 'clone');
run('git', ['clone', '--quiet', '--depth', '1', `file://${root}`, clone]);
// npm 11 skips foreign install scripts by the policy in package.json; older versions need the flag.
run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], clone);
const [packed] = JSON.parse(run('npm', ['pack', '--json', '--pack-destination', project], clone));
const stray = packed.files
  .map((file) => file.path)
  .filter(
    (name) =>
      !/^(?:dist\/[\w/-]+(?:\.js|\.d\.ts)|schemas\/[\w-]+\.schema\.json|README\.md|LICENSE|package\.json)$/.test(
        name,
      ) && !/^dist\/watcher\/dashboard\/page\/[\w-]+\.(?:html|css)$/.test(name),
  );
expect(
  `holds nothing but dist, types, schemas, README and LICENSE (${stray.join(', ')})`,
  stray.length === 0,
);

for (const part of ['index.js', 'cli/main.js', 'watcher/dashboard/page/index.html']) {
  expect(
    `holds dist/${part}, packed from a fresh clone`,
    packed.files.some((file) => file.path === `dist/${part}`),
  );
}

const { packages } = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8'));
const scripted = Object.keys(packages).filter((name) => packages[name].hasInstallScript);
expect(
  `depends on no package with an install script but classic-level (${scripted.join(', ')})`,
  scripted.join() === 'node_modules/classic-level',
);

writeFileSync(path.join(project, 'package.json'), '{ "private": true }\n');
writeFileSync(
  path.join(project, 'tsconfig.json'),
  JSON.stringify({
    compilerOptions: {
      target: 'es2023',
      lib: ['es2023', 'esnext.disposable'],
      module: 'nodenext',
      strict: true,
      noEmit: true,
      types: ['node'],
      typeRoots: [path.join(root, 'node_modules/@types')],
    },
    include: ['*.mts', '*.cts'],
  }),
);

const uses = `
async function main(): Promise<void> {
  const emulator = createEmulator();
  const client = new SSOAdminClient(emulator.clientConfig());
  const start = () =>
    emulator.startRequest({ kind: 'permission-set-provisioning', durationMs: 300 });

  const { status } = await waitForRequest(start(), { client });
  console.log('awaited:', status);

  const ref = start();
  const { state } = await waitUntilPermissionSetProvisioned(
    { client, maxWaitTime: 30 },
    { InstanceArn: ref.instanceArn, ProvisionPermissionSetRequestId: ref.requestId },
  );
  console.log('SDK-shaped:', state);

  const tracker = createTracker({ client });
  tracker.track(start());
  for await (const event of tracker) {
    if (event.type === 'succeeded') console.log('typed event:', event.type, event.elapsedMs > 0);
  }

  const { instanceArn } = emulator;
  const watcher = createWatcher({ instances: [{ client, instanceArn }], kinds: [ref.kind] });
  await watcher.start();
  start();
  for await (const event of watcher.events()) {
    if (event.type !== 'succeeded') continue;
    console.log('watched:', event.status);
    break;
  }
  await watcher.stop();
}
void main();
`;
const names = 'createTracker, waitForRequest, waitUntilPermissionSetProvisioned';
const asModule = `
import { SSOAdminClient } from '@aws-sdk/client-sso-admin';
import { ${names} } from 'sso-admin-waiter';
import { createEmulator } from 'sso-admin-waiter/emulator';
import { createWatcher } from 'sso-admin-waiter/watch';
${uses}`;
const asCommonJs = `
import sdk = require('@aws-sdk/client-sso-admin');
import waiter = require('sso-admin-waiter');
import emulation = require('sso-admin-waiter/emulator');
import watching = require('sso-admin-waiter/watch');
const { SSOAdminClient } = sdk;
const { ${names} } = waiter;
const { createEmulator } = emulation;
const { createWatcher } = watching;
${uses}`;
writeFileSync(path.join(project, 'uses.mts'), asModule);
writeFileSync(path.join(project, 'uses.cts'), asCommonJs);

try {
  const tarball = readdirSync(project).find((name) => name.endsWith('.tgz'));
  run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', tarball]);
  const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
  run(process.execPath, [tsc, '-p', '.']);
  expect('type-checks for consumers, as a module and as CommonJS', true);

  run(process.execPath, [tsc, '-p', '.', '--noEmit', 'false']);
  const expected =
    'awaited: SUCCEEDED\nSDK-shaped: SUCCESS\ntyped event: succeeded true\nwatched: SUCCEEDED\n';
  for (const file of ['uses.mjs', 'uses.cjs']) {
    expect(`runs from ${file}`, run(process.execPath, [file]) === expected);
  }
  const schema = "require('sso-admin-waiter/watch.schema.json').title";
  const title = run(process.execPath, ['-p', schema]);
  expect('exports the schema of config files', title.includes('sso-admin-waiter watch'));
  // classic-level was installed without its script: its prebuilt binary must still open a state.
  const store = `
    import { createFolderStore } from 'sso-admin-waiter/watch';
    const store = createFolderStore('state');
    await store.open();
    await store.close();
    console.log('opened');`;
  const opened = run(process.execPath, ['--input-type=module', '--eval', store]);
  expect('opens a state when installed with --ignore-scripts', opened === 'opened\n');
  const version = run(path.join(project, 'node_modules/.bin/sso-admin-waiter'), ['--version']);
  expect('installs a command', version.trim() === packed.version);
} finally {
  rmSync(project, { recursive: true, force: true });
}
