import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type {
  StateChange,
  StateRange,
  StateStore,
  StateValue,
} from '../../../src/watcher/store/store.js';
import { checkAgainstModel } from './support/check-against-model.js';

/** The contract of every store. `create` creates a new, empty one. */
export function describeStore(name: string, create: () => StateStore): void {
  describe(name, () => {
    let store: StateStore;

    beforeEach(async () => {
      store = create();
      await store.open();
    });

    afterEach(() => store.close());

    const keys = async (range: StateRange) => (await store.list(range)).map(({ key }) => key);

    it('returns a value that was put, and nothing after it was deleted', async () => {
      expect(await store.get('a')).toBeUndefined();
      await store.write([put('a', { n: 1 })]);
      expect(await store.get('a')).toEqual({ n: 1 });
      await store.write([put('a', 'other')]);
      expect(await store.get('a')).toBe('other');
      await store.write([{ type: 'delete', key: 'a' }]);
      expect(await store.get('a')).toBeUndefined();
      expect(await keys({ prefix: '' })).toEqual([]);
    });

    it('keeps values of every type of JSON', async () => {
      const values: readonly StateValue[] = [
        'text "with" \u0000 \u2028 \ud800 und 😀',
        '',
        0,
        -1.5e-7,
        true,
        false,
        null,
        [],
        {},
        [1, [null, { deep: ['ä'] }]],
        JSON.parse('{"__proto__": {"own": 1}}'),
      ];
      await store.write(values.map((value, index) => put(`v${index}`, value)));
      for (const [index, value] of values.entries()) {
        expect(await store.get(`v${index}`)).toEqual(value);
      }
    });

    it('omits undefined members, like JSON', async () => {
      await store.write([put('a', { here: 1, absent: undefined })]);
      expect(Object.keys((await store.get('a')) ?? {})).toEqual(['here']);
    });

    it('shares no objects with its callers', async () => {
      const value = { list: [1] };
      const written = store.write([put('a', value)]);
      value.list.push(2);
      await written;
      const [first] = await store.list({ prefix: 'a' });
      expect(first?.value).toEqual({ list: [1] });
      expect(await store.get('a')).not.toBe(await store.get('a'));
    });

    it('applies the changes of a write in order', async () => {
      await store.write([put('a', 1), { type: 'delete', key: 'a' }, put('a', 2), put('b', 3)]);
      await store.write([put('b', 4), { type: 'delete', key: 'b' }]);
      expect(await store.list({ prefix: '' })).toEqual([{ key: 'a', value: 2 }]);
    });

    it('applies all changes of a write or none', async () => {
      const circle: Record<string, StateValue> = {};
      circle['self'] = circle;
      await expect(store.write([put('a', 1), put('b', circle)])).rejects.toThrow(TypeError);
      expect(await keys({ prefix: '' })).toEqual([]);
      await store.write([]);
      await store.write([put('c', 1)]);
      expect(await keys({ prefix: '' })).toEqual(['c']);
    });

    it('lists keys in the order of their UTF-8 bytes', async () => {
      const sorted = [
        '',
        '\u0000',
        '!',
        'A',
        'a',
        'a\u0000',
        'aa',
        'é',
        '\ud7ff',
        '\ue000',
        '\uffff',
        '😀',
      ];
      await store.write(sorted.toReversed().map((key) => put(key, key)));
      expect(await keys({ prefix: '' })).toEqual(sorted);
      expect(sorted.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))).toEqual(
        sorted,
      );
    });

    it('lists only keys with the prefix', async () => {
      const all = 'a a/ a/1 a/2 a0 a\uffff a\uffff1 a😀 a😀1 b é é1'.split(' ');
      await store.write(all.map((key) => put(key, 1)));
      expect(await keys({ prefix: 'a/' })).toEqual(['a/', 'a/1', 'a/2']);
      expect(await keys({ prefix: 'a\uffff' })).toEqual(['a\uffff', 'a\uffff1']);
      expect(await keys({ prefix: 'a😀' })).toEqual(['a😀', 'a😀1']);
      expect(await keys({ prefix: 'é' })).toEqual(['é', 'é1']);
      expect(await keys({ prefix: 'c' })).toEqual([]);
    });

    it('pages with after and limit', async () => {
      await store.write(['p1', 'p2', 'p3', 'q1'].map((key) => put(key, 1)));
      expect(await keys({ prefix: 'p', limit: 2 })).toEqual(['p1', 'p2']);
      expect(await keys({ prefix: 'p', after: 'p2', limit: 2 })).toEqual(['p3']);
      expect(await keys({ prefix: 'p', after: 'p3' })).toEqual([]);
      expect(await keys({ prefix: 'p', after: 'p15' })).toEqual(['p2', 'p3']);
      expect(await keys({ prefix: 'p', after: 'a' })).toEqual(['p1', 'p2', 'p3']);
      expect(await keys({ prefix: 'p', after: 'q' })).toEqual([]);
      expect(await keys({ prefix: 'p', limit: 0 })).toEqual([]);
    });

    it('keeps the order of concurrent writes', async () => {
      const writes = Array.from({ length: 50 }, (_, index) =>
        store.write([put('last', index), put(`each${index}`, index)]),
      );
      await Promise.all(writes);
      expect(await store.get('last')).toBe(49);
      expect(await store.list({ prefix: 'each' })).toHaveLength(50);
    });

    it('keeps its entries while it is closed', async () => {
      await store.write([put('a', 1)]);
      await store.close();
      await store.open();
      expect(await store.get('a')).toBe(1);
    });

    it('finishes pending writes before it is closed', async () => {
      const writes = [store.write([put('a', 1)]), store.write([put('b', 2)])];
      await store.close();
      await Promise.all(writes);
      await store.open();
      expect(await keys({ prefix: '' })).toEqual(['a', 'b']);
    });

    it('rejects calls before it is opened and after it is closed', async () => {
      const closed = create();
      await closed.close();
      await store.close();
      await store.close();
      for (const each of [closed, store]) {
        const calls = [
          each.get('a'),
          each.list({ prefix: '' }),
          each.write([put('a', 1)]),
          each.sizeBytes(),
        ];
        for (const call of calls) {
          await expect(call).rejects.toMatchObject({
            code: 'STATE',
            reason: 'unavailable',
            message: expect.stringContaining('is not open: call open() first.'),
          });
        }
      }
    });

    it('can be opened by one watcher only', async () => {
      await expect(store.open()).rejects.toMatchObject({ code: 'STATE', reason: 'locked' });
      await store.write([put('a', 1)]);
      expect(await store.get('a')).toBe(1);
    });

    it('reports its size', async () => {
      const before = await store.sizeBytes();
      await store.write([put('a', 'x'.repeat(10_000))]);
      expect(await store.sizeBytes()).toBeGreaterThanOrEqual(before + 10_000);
    });

    it('behaves like a plain map', async () => {
      await store.close();
      await checkAgainstModel(create);
    });
  });
}

function put(key: string, value: StateValue): StateChange {
  return { type: 'put', key, value };
}
