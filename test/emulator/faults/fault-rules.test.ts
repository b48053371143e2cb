import { describe, expect, it } from 'vitest';
import { checkFaultRule } from '../../../src/emulator/faults/fault-schema.js';
import { createFaultInjector } from '../../../src/emulator/faults/fault-rules.js';

const LIST = 'ListInstances';
/** Without type checks, as from JavaScript. */
const check = (rule: unknown) => (): unknown => Reflect.apply(checkFaultRule, undefined, [rule]);

/** The faults of 1,000 calls with a probability of 0.3. */
const run = (seed: number) => {
  const injector = createFaultInjector(seed);
  injector.add({ fault: 'throttle', probability: 0.3 });
  return Array.from({ length: 1000 }, () => selected(injector));
};
const selected = (injector: ReturnType<typeof createFaultInjector>, operation = LIST) =>
  injector.select(operation).fault?.type;

describe('the fault injector', () => {
  it('selects the faults of an operation', () => {
    const injector = createFaultInjector(1);
    injector.add({ operations: LIST, fault: 'silence' });
    injector.add({ operations: ['CreatePermissionSet'], fault: 'html-error' });
    expect(selected(injector)).toBe('silence');
    expect(selected(injector, 'CreatePermissionSet')).toBe('html-error');
    expect(selected(injector, 'ListPermissionSets')).toBeUndefined();
    injector.add({ fault: 'throttle' });
    expect(selected(injector, 'ListPermissionSets')).toBe('throttle');
  });

  it('selects the next rule after the maximum number of occurrences', () => {
    const injector = createFaultInjector(1);
    injector.add({ fault: 'silence', times: 2 });
    injector.add({ fault: 'throttle', times: 1 });
    expect([1, 2, 3, 4].map(() => selected(injector))).toEqual([
      'silence',
      'silence',
      'throttle',
      undefined,
    ]);
  });

  it('selects with the given probability, the same for the same seed', () => {
    expect(run(1)).toEqual(run(1));
    expect(run(1)).not.toEqual(run(2));
    expect(run(1).filter(Boolean).length / 1000).toBeCloseTo(0.3, 1);
  });

  it('adds delays until a fault decides the response', () => {
    const injector = createFaultInjector(1);
    injector.add({ fault: { type: 'latency', latencyMs: 10 } });
    injector.add({ fault: { type: 'latency', latencyMs: 5 } });
    expect(injector.select(LIST)).toEqual({ latencyMs: 15, fault: undefined });
    injector.add({ fault: { type: 'throttle', retryAfterSeconds: 2 } });
    injector.add({ fault: { type: 'latency', latencyMs: 100 } });
    expect(injector.select(LIST)).toEqual({
      latencyMs: 15,
      fault: { type: 'throttle', retryAfterSeconds: 2 },
    });
  });

  it('removes rules, one or all', () => {
    const injector = createFaultInjector(1);
    const remove = injector.add({ fault: 'silence' });
    injector.add({ fault: 'throttle' });
    remove();
    remove();
    expect(selected(injector)).toBe('throttle');
    injector.clear();
    expect(selected(injector)).toBeUndefined();
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
  ])('rejects %j', (rule, message) => {
    expect(check(rule)).toThrow(message);
  });
});
