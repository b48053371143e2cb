import type { RecordKeeping } from './record-keeping.js';

/**
 * Finishes deliveries for at most `timeoutMs`, and closes the state. Pending events of iterators are
 * dropped.
 *
 * @returns how many events are pending for the next start
 */
export async function drain(records: RecordKeeping, timeoutMs: number): Promise<number> {
  const { dispatcher } = records;
  await dispatcher.closeIterators();
  await dispatcher.drain(timeoutMs);
  const undelivered = dispatcher.snapshot().reduce((sum, { outbox }) => sum + outbox, 0);
  await records.close();
  return undelivered;
}
