// Performs the steps of a maintainer before a release, and then those of a user: clone, install and pack;
// then install the package into an empty project, and use it there.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const temporary = mkdtempSync(path.join(tmpdir(), 'sso-admin-waiter-'));
process.on('exit', () => rmSync(temporary, { recursive: true, force: true }));

const run = (command, args, { cwd = temporary, env } = {}) =>
  execFileSync(command, args, {
    cwd,
    env: { ...process.env, ...env },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });

function expect(description, isTrue) {
  if (!isTrue) throw new Error(`The package fails a check: ${description}`);
  process.stdout.write(`ok: ${description}\n`);
}

// npm 11.19 enforces allowScripts of package.json. Older versions may not, so they need the flag.
const [major, minor] = run('npm', ['--version']).split('.').map(Number);
const enforcesPolicy = major > 11 || (major === 11 && minor >= 19);
const quiet = ['--no-audit', '--no-fund'];

const clone = path.join(temporary, 'clone');
run('git', ['clone', '--quiet', '--depth', '1', `file://${root}`, clone]);
const ci = ['ci', '--prefer-offline', ...quiet, ...(enforcesPolicy ? [] : ['--ignore-scripts'])];
run('npm', ci, { cwd: clone });

// The remaining checks use the tarball.
const pack = ['pack', '--json', '--pack-destination', temporary];
const [packed] = JSON.parse(run('npm', pack, { cwd: clone }));
const tarball = path.join(temporary, packed.filename);
const pathsIn = ({ files }) => files.map((file) => file.path);
const stray = pathsIn(packed).filter(
  (name) =>
    !/^(?:dist\/[\w/-]+(?:\.js|\.d\.ts)|schemas\/[\w-]+\.schema\.json|README\.md|LICENSE|package\.json)$/.test(
      name,
    ) && !/^dist\/watcher\/dashboard\/page\/[\w-]+\.(?:html|css)$/.test(name),
);
expect(
  `contains only dist, types, schemas, README and LICENSE (${stray.join(', ')})`,
  stray.length === 0,
);
for (const part of ['index.js', 'cli/main.js', 'watcher/dashboard/page/index.html']) {
  expect(
    `contains dist/${part}, packed from a fresh clone`,
    pathsIn(packed).includes(`dist/${part}`),
  );
}

const tool = (name) => path.join(clone, 'node_modules/.bin', name);
run(tool('publint'), ['run', tarball, '--strict']);
run(tool('attw'), [tarball, '--profile', 'esm-only']);
expect('passes publint and attw', true);

// A dry run, without a reachable registry. The build must remove the stale file.
writeFileSync(path.join(clone, 'dist/stale.js'), '');
const dryRun = ['publish', '--dry-run', '--force', '--json', '--registry', 'http://127.0.0.1:9'];
const published = JSON.parse(
  run('npm', dryRun, { cwd: clone, env: { npm_config_ignore_scripts: 'true' } }),
);
expect(
  'is rebuilt by npm publish, even if npm is configured to ignore scripts',
  // npm 11 lists the packages by name.
  pathsIn(published[packed.name] ?? published).join() === pathsIn(packed).join(),
);

const project = path.join(temporary, 'project');
mkdirSync(project);
writeFileSync(path.join(project, 'package.json'), '{ "private": true }\n');
run('npm', ['install', '--ignore-scripts', ...quiet, tarball], { cwd: project });

// Users resolve version ranges themselves, so both lockfiles are checked.
for (const folder of [clone, project]) {
  const lockfile = readFileSync(path.join(folder, 'package-lock.json'), 'utf8');
  const { packages } = JSON.parse(lockfile);
  const scripted = Object.keys(packages).filter((name) => packages[name].hasInstallScript);
  expect(
    `has no dependency with an install script except classic-level, in ${path.basename(folder)} (${scripted.join(', ')})`,
    scripted.join() === 'node_modules/classic-level',
  );
}

writeFileSync(
  path.join(project, 'tsconfig.json'),
  JSON.stringify({
    compilerOptions: {
      target: 'es2023',
      lib: ['es2023', 'esnext.disposable'],
      module: 'nodenext',
      strict: true,
      types: ['node'],
      typeRoots: [path.join(clone, 'node_modules/@types')],
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

// Runs the command in a process of its own, against an emulator.
const asCommand = `
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { createEmulator } from 'sso-admin-waiter/emulator';

const emulator = createEmulator();
const { requestId } = emulator.startRequest({
  kind: 'account-assignment-creation',
  durationMs: 300,
});
const { url } = await emulator.listen({ port: 0 });
const { stdout } = await promisify(execFile)(
  'node_modules/.bin/sso-admin-waiter',
  ['wait', requestId, '--kind', 'account-assignment-creation', '--output', 'json', '--endpoint-url', url],
  {
    env: {
      ...process.env,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'emulated',
      AWS_SECRET_ACCESS_KEY: 'emulated',
    },
  },
);
await emulator.close();
console.log(JSON.parse(stdout)[0].status);
`;
writeFileSync(path.join(project, 'command.mjs'), asCommand);

const use = (command, args) => run(command, args, { cwd: project });
use(process.execPath, [tool('tsc'), '-p', '.']);
expect('type-checks for consumers, as a module and as CommonJS', true);

const expected =
  'awaited: SUCCEEDED\nSDK-shaped: SUCCESS\ntyped event: succeeded true\nwatched: SUCCEEDED\n';
for (const file of ['uses.mjs', 'uses.cjs']) {
  expect(`runs from ${file}`, use(process.execPath, [file]) === expected);
}
const schema = "require('sso-admin-waiter/watch.schema.json').title";
const title = use(process.execPath, ['-p', schema]);
expect('exports the schema of config files', title.includes('sso-admin-waiter watch'));

// classic-level was installed without its script. Its prebuilt binary must work anyway.
const store = `
  import { createFolderStore } from 'sso-admin-waiter/watch';
  const store = createFolderStore('state');
  await store.open();
  await store.close();
  console.log('opened');`;
const opened = use(process.execPath, ['--input-type=module', '--eval', store]);
expect('opens a state when installed with --ignore-scripts', opened === 'opened\n');

const version = use('node_modules/.bin/sso-admin-waiter', ['--version']);
expect('installs a command', version.trim() === packed.version);
expect(
  'waits for a request from the command line',
  use(process.execPath, ['command.mjs']) === 'SUCCEEDED\n',
);
