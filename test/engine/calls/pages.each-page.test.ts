import { describe, expect, it } from 'vitest';
import { eachPage } from '../../../src/engine/calls/pages.js';

interface NumberedPage {
  readonly number: number;
  readonly nextToken?: string;
}

/** A service that returns the next token for each token; `''` is the key of the first page. */
function paged(next: Readonly<Record<string, string>>) {
  const requested: (string | undefined)[] = [];
  const load = (token: string | undefined): Promise<NumberedPage> => {
    requested.push(token);
    if (requested.length > 10) return Promise.reject(new Error('Too many pages.'));
    const nextToken = next[token ?? ''];
    const number = requested.length;
    return Promise.resolve(nextToken === undefined ? { number } : { number, nextToken });
  };
  return { requested, load };
}

async function numbersOf(pages: AsyncIterable<NumberedPage>): Promise<number[]> {
  const numbers: number[] = [];
  for await (const { number } of pages) numbers.push(number);
  return numbers;
}

it('returns each page once, in order, up to the one without a token', async () => {
  const { requested, load } = paged({ '': 'a', a: 'b' });
  expect(await numbersOf(eachPage(load))).toEqual([1, 2, 3]);
  expect(requested).toEqual([undefined, 'a', 'b']);
});

it('returns a single page', async () => {
  const { requested, load } = paged({});
  expect(await numbersOf(eachPage(load))).toEqual([1]);
  expect(requested).toEqual([undefined]);
});

describe('ends when tokens repeat', () => {
  it.each<[string, Readonly<Record<string, string>>, readonly (string | undefined)[]]>([
    ['a token leads to itself', { '': 'a', a: 'a' }, [undefined, 'a']],
    ['two tokens lead to each other', { '': 'a', a: 'b', b: 'a' }, [undefined, 'a', 'b']],
    [
      'a token leads back to an earlier one',
      { '': 'a', a: 'b', b: 'c', c: 'b' },
      [undefined, 'a', 'b', 'c'],
    ],
  ])('%s', async (_, next, tokens) => {
    const { requested, load } = paged(next);
    expect(await numbersOf(eachPage(load))).toHaveLength(tokens.length);
    expect(requested).toEqual(tokens);
  });
});

it('loads a page only when the consumer requests it', async () => {
  const { requested, load } = paged({ '': 'a', a: 'b' });
  const pages = eachPage(load);
  expect(requested).toEqual([]);
  await pages.next();
  expect(requested).toEqual([undefined]);
  await pages.next();
  expect(requested).toEqual([undefined, 'a']);
});

it('loads no more pages after the consumer stops', async () => {
  const { requested, load } = paged({ '': 'a', a: 'b' });
  for await (const { number } of eachPage(load)) if (number === 1) break;
  expect(requested).toEqual([undefined]);
});

it('rejects with the error of loading a page, and loads no more', async () => {
  const pages = eachPage((token) =>
    token === undefined
      ? Promise.resolve({ nextToken: 'a' })
      : Promise.reject(new Error('no second page')),
  );
  await pages.next();
  await expect(pages.next()).rejects.toThrow('no second page');
  expect(await pages.next()).toEqual({ done: true, value: undefined });
});
