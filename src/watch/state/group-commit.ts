/** Writes that wait for each other. */
export interface GroupCommit<Change> {
  /** Makes all changes or none. Writes take effect in the order in which they were asked for. */
  write(changes: readonly Change[]): Promise<void>;
  /** Resolves once nothing is being written. */
  idle(): Promise<void>;
}

interface Waiting<Change> {
  readonly changes: readonly Change[];
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Lets the writes that come while one is on its way to the disk go together in the next one: the disk
 * is waited for once, not once for each.
 *
 * @param commit makes all changes durable, or none; never called while it runs
 */
export function createGroupCommit<Change>(
  commit: (changes: readonly Change[]) => Promise<void>,
): GroupCommit<Change> {
  let waiting: Waiting<Change>[] = [];
  let running: Promise<void> | undefined;

  async function run(): Promise<void> {
    while (waiting.length > 0) {
      const group = waiting;
      waiting = [];
      try {
        await commit(group.flatMap(({ changes }) => changes));
        group.forEach(({ resolve }) => resolve());
      } catch (error) {
        group.forEach(({ reject }) => reject(error));
      }
    }
    running = undefined;
  }

  return {
    write: (changes) =>
      new Promise((resolve, reject) => {
        waiting.push({ changes, resolve, reject });
        running ??= run();
      }),
    idle: async () => running,
  };
}
