import { afterAll, afterEach } from 'vitest';
import { recordGlobals, undoChanges } from './changed-globals.js';
import { restoreGlobals } from './restore-globals.js';

// Test files share a worker, so a change that one does not undo could break a later one.
const before = recordGlobals();

afterEach(({ task }) => {
  // Concurrent tests overlap, so they are checked together, after the last one.
  if (task.concurrent !== true) check();
});

afterAll(check);

function check(): void {
  restoreGlobals();
  const changed = undoChanges(before);
  if (changed.length === 0) return;
  throw new Error(
    `Tests must undo their changes of global state. Not undone: ${changed.join(', ')}.`,
  );
}
