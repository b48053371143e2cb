import { describe, expect, it } from 'vitest';
import { checkFaultRule } from '../../../src/emulator/faults/fault-schema.js';
import { createFaultBook } from '../../../src/emulator/faults/fault-rules.js';

const LIST = 'ListInstances';
/** As from JavaScript, where no type checker comes first. */
const check = (rule: unknown) => (): unknown => Reflect.apply(checkFaultRule, undefined, [rule]);

/** What strikes a thousand calls when three of ten should be struck. */
const run = (seed: number) => {
  const book = createFaultBook(seed);
  book.add({ fault: 'throttle', probability: 0.3 });
  return Array.from({ length: 1000 }, () => strikes(book));
};
const strikes = (book: ReturnType<typeof createFaultBook>, operation = LIST) =>
  book.strike(operation).fault?.type;

describe('fault book', () => {
  it('strikes the operations it is for', () => {
    const book = createFaultBook(1);
    book.add({ operations: LIST, fault: 'silence' });
    book.add({ operations: ['CreatePermissionSet'], fault: 'html-error' });
    expect(strikes(book)).toBe('silence');
    expect(strikes(book, 'CreatePermissionSet')).toBe('html-error');
    expect(strikes(book, 'ListPermissionSets')).toBeUndefined();
    book.add({ fault: 'throttle' });
    expect(strikes(book, 'ListPermissionSets')).toBe('throttle');
  });

  it('strikes as often as it may, and then lets the next rule', () => {
    const book = createFaultBook(1);
    book.add({ fault: 'silence', times: 2 });
    book.add({ fault: 'throttle', times: 1 });
    expect([1, 2, 3, 4].map(() => strikes(book))).toEqual([
      'silence',
      'silence',
      'throttle',
      undefined,
    ]);
  });

  it('strikes its share, the same for the same seed', () => {
    expect(run(1)).toEqual(run(1));
    expect(run(1)).not.toEqual(run(2));
    expect(run(1).filter(Boolean).length / 1000).toBeCloseTo(0.3, 1);
  });

  it('adds delays up to the fault that decides', () => {
    const book = createFaultBook(1);
    book.add({ fault: { type: 'latency', latencyMs: 10 } });
    book.add({ fault: { type: 'latency', latencyMs: 5 } });
    expect(book.strike(LIST)).toEqual({ latencyMs: 15, fault: undefined });
    book.add({ fault: { type: 'throttle', retryAfterSeconds: 2 } });
    book.add({ fault: { type: 'latency', latencyMs: 100 } });
    expect(book.strike(LIST)).toEqual({
      latencyMs: 15,
      fault: { type: 'throttle', retryAfterSeconds: 2 },
    });
  });

  it('takes rules back, one or all', () => {
    const book = createFaultBook(1);
    const remove = book.add({ fault: 'silence' });
    book.add({ fault: 'throttle' });
    remove();
    remove();
    expect(strikes(book)).toBe('throttle');
    book.clear();
    expect(strikes(book)).toBeUndefined();
  });
});

describe('checkFaultRule', () => {
  it.each([
    { fault: 'silence' },
    { fault: { type: 'throttle', retryAfterMs: 5, statusCode: 400 }, times: 1, probability: 0.5 },
    { fault: { type: 'unknown-status', status: 'X' }, operations: '*' },
    { fault: { type: 'latency', latencyMs: 1 }, operations: ['ListInstances'] },
  ])('accepts %j', (rule) => {
    expect(check(rule)).not.toThrow();
  });

  it.each([
    [{}, 'fault must be one of throttle'],
    [{ fault: 'slow' }, 'fault must be one of throttle'],
    [{ fault: 'silence', operations: 'ListStuff' }, 'operations must be one of *, ListInstances'],
    [{ fault: 'silence', operations: ['ListStuff'] }, 'operations[0] must be one of'],
    [{ fault: 'silence', probability: 1.5 }, 'probability must be a number from 0 to 1'],
    [{ fault: 'silence', times: -1 }, 'times must be a number of at least 0'],
    [{ fault: 'silence', chance: 1 }, 'options must be made of operations'],
    [{ fault: { type: 'latency' } }, 'fault.latencyMs must be a number of at least 0'],
    [{ fault: { type: 'silence' } }, 'fault.type must be one of throttle, unknown-status, latency'],
    [{ fault: { type: 'throttle', status: 1 } }, 'fault must be made of type, retryAfterSeconds'],
  ])('refuses %j', (rule, message) => {
    expect(check(rule)).toThrow(message);
  });
});
