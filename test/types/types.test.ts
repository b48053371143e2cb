import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const project = fileURLToPath(new URL('tsconfig.json', import.meta.url));
const tsc = fileURLToPath(
  new URL('../../node_modules/@typescript/native/bin/tsc', import.meta.url),
);

it('finds the public types as the *.test-d.ts files beside this one expect them', async () => {
  const checking = promisify(execFile)(process.execPath, [tsc, '--project', project]);
  const output = await checking.catch(({ stdout }: { stdout: string }) => ({ stdout }));
  expect(output.stdout).toBe('');
});
