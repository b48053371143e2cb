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
