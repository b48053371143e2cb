import type { RequestKind } from '../../engine/requests/kinds.js';

/** Why the data of an instance is stale; `undefined` when it is fresh. Pure. */
export function stalenessOf(
  kinds: readonly { readonly kind: RequestKind; readonly staleForMs: number | undefined }[],
  ageMs: number,
  maxSweepDelayMs: number,
): string | undefined {
  for (const { kind, staleForMs } of kinds) {
    if (staleForMs !== undefined) return staleText(`of ${kind} `, staleForMs);
  }
  // Until the instance is found, there are no kinds to sweep.
  const isLate = kinds.length === 0 && ageMs > 3 * maxSweepDelayMs;
  return isLate ? staleText('', ageMs) : undefined;
}

function staleText(which: string, ageMs: number): string {
  return `no sweep ${which}has succeeded for ${Math.round(ageMs / 1_000)} s`;
}
