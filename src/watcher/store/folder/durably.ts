/** A change in LevelDB's format. */
export type Operation =
  | { readonly type: 'put'; readonly key: string; readonly value: string }
  | { readonly type: 'del'; readonly key: string };

/** The part of LevelDB that `durably` needs. */
export interface Database {
  batch(operations: Operation[], options: { readonly sync: true }): Promise<void>;
  open(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Creates a function that writes a batch to the disk, completely or not at all.
 *
 * A failed write, for example on a full disk, may leave a part of the batch in LevelDB's log. Everything after
 * that part would be lost. Therefore the database is reopened before the next write, which removes the part.
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
