import { describe, expect, it } from 'vitest';
import { eachPage } from '../../../src/engine/calls/pages.js';

interface NumberedPage {
  readonly number: number;
  readonly nextToken?: string;
}

/** A service whose page after a token says which token comes next; `''` stands for the first page. */
function book(next: Readonly<Record<string, string>>) {
  const asked: (string | undefined)[] = [];
  const load = (token: string | undefined): Promise<NumberedPage> => {
    asked.push(token);
    if (asked.length > 10) return Promise.reject(new Error('It goes round for ever.'));
    const nextToken = next[token ?? ''];
    const number = asked.length;
    return Promise.resolve(nextToken === undefined ? { number } : { number, nextToken });
  };
  return { asked, load };
}

async function numbersOf(pages: AsyncIterable<NumberedPage>): Promise<number[]> {
  const numbers: number[] = [];
  for await (const { number } of pages) numbers.push(number);
  return numbers;
}

it('gives each page once, in order, and ends with the one that has no token', async () => {
  const { asked, load } = book({ '': 'a', a: 'b' });
  expect(await numbersOf(eachPage(load))).toEqual([1, 2, 3]);
  expect(asked).toEqual([undefined, 'a', 'b']);
});

it('gives the only page there is', async () => {
  const { asked, load } = book({});
  expect(await numbersOf(eachPage(load))).toEqual([1]);
  expect(asked).toEqual([undefined]);
});

describe('ends where tokens go round', () => {
  it.each<[string, Readonly<Record<string, string>>, readonly (string | undefined)[]]>([
    ['one leads to itself', { '': 'a', a: 'a' }, [undefined, 'a']],
    ['two lead to each other', { '': 'a', a: 'b', b: 'a' }, [undefined, 'a', 'b']],
    ['a later one leads back', { '': 'a', a: 'b', b: 'c', c: 'b' }, [undefined, 'a', 'b', 'c']],
  ])('%s', async (_, next, asks) => {
    const { asked, load } = book(next);
    expect(await numbersOf(eachPage(load))).toHaveLength(asks.length);
    expect(asked).toEqual(asks);
  });
});

it('asks for a page only when its consumer wants it', async () => {
  const { asked, load } = book({ '': 'a', a: 'b' });
  const pages = eachPage(load);
  expect(asked).toEqual([]);
  await pages.next();
  expect(asked).toEqual([undefined]);
  await pages.next();
  expect(asked).toEqual([undefined, 'a']);
});

it('asks for no more once its consumer has left', async () => {
  const { asked, load } = book({ '': 'a', a: 'b' });
  for await (const { number } of eachPage(load)) if (number === 1) break;
  expect(asked).toEqual([undefined]);
});

it('rejects with what loading a page threw, and asks for no more', async () => {
  const pages = eachPage((token) =>
    token === undefined
      ? Promise.resolve({ nextToken: 'a' })
      : Promise.reject(new Error('no second page')),
  );
  await pages.next();
  await expect(pages.next()).rejects.toThrow('no second page');
  expect(await pages.next()).toEqual({ done: true, value: undefined });
});
