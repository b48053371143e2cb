import fc from 'fast-check';
import { expect } from 'vitest';
import type { StateChange, StateStore } from '../../../../src/watcher/store/store.js';
import { checkAsyncProperty } from '../../../properties/check-property.js';
import { createModel } from './model.js';

/** Checks that a store behaves like the model for any operations. */
export function checkAgainstModel(create: () => StateStore): Promise<void> {
  return checkAsyncProperty(
    fc.asyncProperty(fc.array(steps, { maxLength: 20 }), async (run) => {
      const store = create();
      await store.open();
      const model = createModel();
      for (const step of run) {
        if (step.act === 'reopen') {
          await store.close();
          await store.open();
        } else if (step.act === 'write') {
          model.write(step.changes);
          await store.write(step.changes);
        } else {
          expect(await store.list(step.range)).toEqual(model.list(step.range));
        }
      }
      expect(await store.list({ prefix: '' })).toEqual(model.list({ prefix: '' }));
      await store.close();
    }),
    50,
  );
}

/** Few letters, so that keys collide, below and above the surrogates. */
const key = fc.string({
  unit: fc.constantFrom('a', 'b', '/', '\u0000', 'é', '\ud7ff', '\ue000', '\uffff', '😀'),
  maxLength: 4,
});

const change: fc.Arbitrary<StateChange> = fc.oneof(
  fc.record({ type: fc.constant('put' as const), key, value: fc.integer() }),
  fc.record({ type: fc.constant('delete' as const), key }),
);

const steps = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ act: fc.constant('write' as const), changes: fc.array(change) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      act: fc.constant('list' as const),
      range: fc.record({ prefix: key, after: key, limit: fc.nat(5) }, { requiredKeys: ['prefix'] }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('reopen' as const) }) },
);
