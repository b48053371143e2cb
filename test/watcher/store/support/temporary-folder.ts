import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/** Creates paths of folders that do not exist yet. All are removed after the tests of the file. */
export function useTemporaryFolders(): () => string {
  const root = mkdtempSync(join(tmpdir(), 'sso-admin-waiter-state-'));
  let made = 0;
  afterAll(() => rmSync(root, { recursive: true }));
  return () => {
    made += 1;
    return join(root, `state${made}`);
  };
}
