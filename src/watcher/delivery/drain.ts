import type { RecordKeeping } from './record-keeping.js';

/**
 * Finishes deliveries for at most `timeoutMs`, and closes the state. What waits for iterators is
 * dropped: nobody can ask for it any more.
 *
 * @returns how many deliveries are left for the next start
 */
export async function drain(records: RecordKeeping, timeoutMs: number): Promise<number> {
  const { dispatcher } = records;
  await dispatcher.closeBounded();
  await dispatcher.drain(timeoutMs);
  const undelivered = dispatcher.snapshot().reduce((sum, { outbox }) => sum + outbox, 0);
  await records.close();
  return undelivered;
}
