import type { ChildProcess } from 'node:child_process';
import { platform } from 'node:os';

/** Whether a child can lead a group of its own, to which all belong that it starts. */
export const HAS_GROUPS = platform() !== 'win32';

/**
 * Sends a signal to a child and to all that it has started. The child must have been spawned with
 * `detached: HAS_GROUPS`. Does nothing where they are gone.
 */
export function signalGroup(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (child.pid === undefined) return;
  try {
    if (HAS_GROUPS) process.kill(-child.pid, signal);
    else child.kill(signal);
  } catch {
    // Nobody is left to get it.
  }
}

const withProcess = new Set<ChildProcess>();

/**
 * Ends a child, and all that it has started, at once when this process exits: a group of its own hears
 * neither a Ctrl-C in a terminal nor the end of its parent.
 *
 * @returns takes that back
 */
export function endGroupWithProcess(child: ChildProcess): () => void {
  if (withProcess.size === 0) process.on('exit', endAllGroups);
  withProcess.add(child);
  return () => {
    withProcess.delete(child);
    if (withProcess.size === 0) process.off('exit', endAllGroups);
  };
}

function endAllGroups(): void {
  for (const child of withProcess) signalGroup(child, 'SIGKILL');
}
