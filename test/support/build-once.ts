import { execFileSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const tsc = fileURLToPath(
  new URL('../../node_modules/@typescript/native/bin/tsc', import.meta.url),
);

/** Builds the command and the examples for tests that run them as processes. */
export default function buildOnce(): void {
  for (const project of ['tsconfig.build.json', 'examples/tsconfig.json']) {
    execFileSync(process.execPath, [tsc, '-p', project], { cwd: root, stdio: 'inherit' });
  }
  const page = 'watcher/dashboard/page';
  cpSync(`${root}/src/${page}`, `${root}/dist/${page}`, { recursive: true });
}
