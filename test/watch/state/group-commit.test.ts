import { expect, it } from 'vitest';
import { createGroupCommit } from '../../../src/watch/state/group-commit.js';

interface Batch {
  readonly changes: readonly string[];
  readonly succeed: () => void;
  readonly fail: (reason: Error) => void;
}

/** A disk that ends a batch when it is told to. */
function createDisk() {
  const batches: Batch[] = [];
  const group = createGroupCommit(
    (changes: readonly string[]) =>
      new Promise<void>((succeed, fail) => batches.push({ changes, succeed, fail })),
  );
  return { batches, group, asked: () => batches.map(({ changes }) => changes) };
}

it('lets writes that come while one is being written go together, in order', async () => {
  const { batches, group, asked } = createDisk();
  const ended: string[] = [];
  const write = (...changes: string[]) =>
    group.write(changes).then(() => ended.push(changes.join('')));
  const first = write('a');
  const rest = [write('b', 'c'), write('d')];
  expect(asked()).toEqual([['a']]);
  batches[0]?.succeed();
  await first;
  expect(ended).toEqual(['a']);
  expect(asked()).toEqual([['a'], ['b', 'c', 'd']]);
  batches[1]?.succeed();
  await Promise.all(rest);
  expect(ended).toEqual(['a', 'bc', 'd']);
});

it('fails the writes of a batch that failed, and no others', async () => {
  const { batches, group } = createDisk();
  const first = group.write(['a']);
  const second = group.write(['b']);
  batches[0]?.fail(new Error('disk full'));
  await expect(first).rejects.toThrow('disk full');
  batches[1]?.succeed();
  await second;
});

it('is idle once everything was written', async () => {
  const { batches, group } = createDisk();
  await group.idle();
  let idle = false;
  const writes = [group.write(['a']), group.write(['b'])];
  const waiting = group.idle().then(() => (idle = true));
  batches[0]?.succeed();
  await writes[0];
  expect(idle).toBe(false);
  batches[1]?.succeed();
  await waiting;
  await writes[1];
  void group.write(['c']);
  expect(batches).toHaveLength(3);
});
