import { expect, it, vi } from 'vitest';
import type { RequestKind } from '../../src/index.js';
import { OWN_KIND } from '../support/own-kind.js';
import { setUpEmulated } from './support/emulated.js';

vi.mock('../../src/engine/requests/kind-table.js', async (importOriginal) => {
  const { withOwnKind } = await import('../support/own-kind.js');
  return withOwnKind(await importOriginal());
});

const emulated = setUpEmulated();

it('waits for a request of a registered kind', async () => {
  const { emulator, run } = await emulated();
  const { instanceArn } = emulator;
  emulator.startRequest({ kind: OWN_KIND as RequestKind, durationMs: 0, status: 'SUCCEEDED' });
  const options = ['--kind', OWN_KIND, '--instance-arn', instanceArn];
  const { code, stdout, stderr } = await run(['wait', instanceArn, ...options]);
  expect(code, stderr).toBe(0);
  expect(stdout).toContain(`SUCCEEDED  ${OWN_KIND}  ${instanceArn}`);
});

it('offers it for ids, and not for lists, which it has not', async () => {
  const { run } = await emulated();
  expect((await run(['wait', '--help'])).stdout).toContain(OWN_KIND);
  const { code, stderr } = await run(['list', '--kind', OWN_KIND]);
  expect(code).toBe(2);
  expect(stderr).toContain('--kind must be one of permission-set-provisioning, ');
});
