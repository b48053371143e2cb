import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { RecordKeeping } from '../../src/watcher/delivery/record-keeping.js';
import { createFolderStore } from '../../src/watcher/store/folder/folder-store.js';
import { eventOf } from '../watcher/delivery/support.js';
import { recordingSink } from '../watcher/support.js';
import { runInProcess } from './support/run-in-process.js';

const folder = mkdtempSync(join(tmpdir(), 'sso-admin-waiter-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A state with one dead letter. */
async function refusedState(name: string): Promise<string> {
  const state = join(folder, name);
  const sink = recordingSink({ name: 'webhook' });
  sink.answer = () => ({ type: 'rejected', reason: 'responded with 410\u001B[31m' });
  const records = await RecordKeeping.open({
    store: createFolderStore(state),
    sinks: [sink],
    maxDeliveryAgeMs: 60_000,
    emit: () => {},
    stopping: new AbortController().signal,
  });
  await records.record(eventOf(1), []);
  await records.dispatcher.drain(10_000);
  await records.close();
  return state;
}

it('shows each dead letter and its reason on one line, and retries it', async () => {
  const state = await refusedState('retried');
  const shown = await runInProcess(['dead-letters', '--state', state]);
  expect(shown).toMatchObject({ code: 0, stderr: '' });
  expect(shown.stdout).not.toContain('\u001B');
  expect(JSON.parse(shown.stdout)).toMatchObject({
    sink: 'webhook',
    attempts: 1,
    reason: expect.stringMatching(/^responded with 410/),
    id: eventOf(1).id,
    type: 'succeeded',
    requestId: eventOf(1).requestId,
  });

  const retried = await runInProcess([
    'dead-letters',
    '--state',
    state,
    '--sink',
    'webhook',
    '--retry',
  ]);
  expect(retried).toEqual({ code: 0, stdout: '', stderr: 'To be retried at the next start: 1.\n' });
  const afterwards = await runInProcess(['dead-letters', '--state', state]);
  expect(afterwards).toEqual({ code: 0, stdout: '', stderr: 'There are no dead letters.\n' });
});

it('discards dead letters', async () => {
  const state = await refusedState('discarded');
  const discarded = await runInProcess(['dead-letters', '--state', state, '--discard']);
  expect(discarded).toEqual({ code: 0, stdout: '', stderr: 'Discarded: 1.\n' });
});

it('3: a watcher uses the state', async () => {
  const state = await refusedState('locked');
  const store = createFolderStore(state);
  await store.open();
  const { code, stderr } = await runInProcess(['dead-letters', '--state', state]);
  await store.close();
  expect(code).toBe(3);
  expect(stderr).toMatch(/another watcher|in use/i);
});

it('2: there is no state, and none is created', async () => {
  const typo = join(folder, 'tpyo');
  const { code, stdout, stderr } = await runInProcess(['dead-letters', '--state', typo]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(
    `error: There is no state in ${typo}. Name the state folder of a watcher (--state).`,
  );
  expect(existsSync(typo)).toBe(false);

  const empty = join(folder, 'empty');
  mkdirSync(empty);
  expect((await runInProcess(['dead-letters', '--state', empty, '--discard'])).code).toBe(2);
  expect(readdirSync(empty)).toEqual([]);
});

it('names the sinks with dead letters when the named sink has none', async () => {
  const state = await refusedState('other-sink');
  const args = ['dead-letters', '--state', state, '--sink', 'webhok'];
  const none = {
    code: 0,
    stdout: '',
    stderr: 'The sink webhok has no dead letters. Sinks with dead letters: webhook.\n',
  };
  expect(await runInProcess(args)).toEqual(none);
  expect(await runInProcess([...args, '--discard'])).toEqual(none);
  expect(await runInProcess([...args, '--retry'])).toEqual(none);
});

it('rejects --retry with --discard', async () => {
  const { code, stderr } = await runInProcess(['dead-letters', '--retry', '--discard']);
  expect(code).toBe(2);
  expect(stderr).toContain('error: --retry and --discard exclude each other.');
});
