import type { ChildProcess } from 'node:child_process';
import { platform } from 'node:os';

/** Whether a child can lead a process group, which includes all processes that it starts. */
export const HAS_GROUPS = platform() !== 'win32';

/**
 * Sends a signal to a child and to all processes that it started. The child must have been spawned with
 * `detached: HAS_GROUPS`. Has no effect if they have ended.
 */
export function signalGroup(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (child.pid === undefined) return;
  try {
    if (HAS_GROUPS) process.kill(-child.pid, signal);
    else child.kill(signal);
  } catch {
    // The group has ended.
  }
}

const withProcess = new Set<ChildProcess>();

/**
 * Kills a child, and all processes that it started, when this process exits, because a separate group gets
 * neither Ctrl-C in a terminal nor the end of its parent.
 *
 * @returns a function that undoes it
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
