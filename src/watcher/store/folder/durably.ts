/** One change as LevelDB takes it. */
export type Operation =
  | { readonly type: 'put'; readonly key: string; readonly value: string }
  | { readonly type: 'del'; readonly key: string };

/** What is needed of LevelDB. */
export interface Database {
  batch(operations: Operation[], options: { readonly sync: true }): Promise<void>;
  open(): Promise<void>;
  close(): Promise<void>;
}

/**
 * What writes a batch to the disk, or nothing of it.
 *
 * A write that failed, on a full disk for one, may have left a piece of itself in LevelDB's log, and what
 * follows a piece is lost. So the database is opened again before the next write: that drops the piece.
 */
export function durably(database: Database): (operations: readonly Operation[]) => Promise<void> {
  let hasFailed = false;
  return async (operations) => {
    if (hasFailed) {
      await database.close();
      await database.open();
    }
    hasFailed = true;
    await database.batch([...operations], { sync: true });
    hasFailed = false;
  };
}
