import fc, { type IAsyncProperty, type IProperty } from 'fast-check';

/** Every run checks the same cases; `PROPERTY_SEED=2 npx vitest run …` checks others. */
const SEED = Number(process.env['PROPERTY_SEED'] ?? 1);

/** Checks a property on `runs` cases. A failure reports the seed and the smallest case. */
export function checkProperty<Case>(property: IProperty<Case>, runs = 300): void {
  fc.assert(property, { seed: SEED, numRuns: runs });
}

/** The same for an asynchronous property, but without shrinking, which would exceed the test's time limit. */
export function checkAsyncProperty<Case>(
  property: IAsyncProperty<Case>,
  runs = 100,
): Promise<void> {
  return fc.assert(property, { seed: SEED, numRuns: runs, endOnFailure: true });
}
