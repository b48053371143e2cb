import { spawn, type ChildProcess } from 'node:child_process';
import { CallTimeoutError, withTimeLimit, settledWithin } from '../../../engine/util/abortable.js';
import { endGroupWithProcess, HAS_GROUPS, signalGroup } from './process-group.js';
import { errorCode } from '../failure-text.js';

/** A command with its input. */
export interface Command {
  readonly command: string;
  readonly args: readonly string[];
  /** Default: the environment of this process. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
  /** Written to its standard input, which is then closed. */
  readonly input: string;
  readonly timeoutMs: number;
}

/** The end of a command. */
export type CommandEnd =
  | (Exit & { readonly stderr: string })
  | { readonly type: 'timed-out'; readonly stderr: string }
  | { readonly type: 'stopped' }
  | { readonly type: 'not-started'; readonly code: string | undefined };

type Exit =
  | { readonly type: 'exited'; readonly code: number }
  | { readonly type: 'killed'; readonly signal: string };

/** The time between SIGTERM and SIGKILL. */
const KILL_AFTER_MS = 2_000;

/** Time limit for the rest of standard error after a command has ended. */
const STDERR_MS = 500;

/** Maximum size of the kept standard error, in bytes. */
const STDERR_BYTES = 2_048;

/**
 * Runs a command without a shell, until it ends, exceeds its time limit, or the signal is aborted. In the latter
 * two cases, all processes that it started are ended too. Never rejects.
 */
export async function runCommand(run: Command, signal: AbortSignal): Promise<CommandEnd> {
  if (signal.aborted) return { type: 'stopped' };
  try {
    return await supervise(startCommand(run), run, signal);
  } catch (error) {
    return { type: 'not-started', code: errorCode(error) };
  }
}

function startCommand({ command, args, env }: Command) {
  return spawn(command, args, {
    stdio: ['pipe', 'ignore', 'pipe'],
    detached: HAS_GROUPS,
    windowsHide: true,
    ...(env === undefined ? {} : { env }),
  });
}

async function supervise(
  child: ReturnType<typeof startCommand>,
  { input, timeoutMs }: Command,
  signal: AbortSignal,
): Promise<CommandEnd> {
  let stderr: Buffer = Buffer.alloc(0);
  child.stderr.on('data', (chunk: Buffer) => {
    stderr = Buffer.concat([stderr, chunk]).subarray(-STDERR_BYTES);
  });
  // A command does not have to read its input. Its exit code reports success.
  child.stdin.on('error', () => {});
  const exit = exitOf(child);
  const release = endGroupWithProcess(child);
  const closed = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
  });
  child.stdin.end(input);
  try {
    const end = await withTimeLimit('The command', timeoutMs, signal, () => exit);
    const failed = end.type === 'killed' || end.code !== 0;
    if (failed) await settledWithin(STDERR_MS, closed);
    return { ...end, stderr: stderr.toString() };
  } catch (error) {
    const isLate = error instanceof CallTimeoutError;
    if (!isLate && !signal.aborted) throw error;
    await endGroup(child, exit, closed);
    return isLate ? { type: 'timed-out', stderr: stderr.toString() } : { type: 'stopped' };
  } finally {
    release();
    // Processes that are still running may keep the other ends open.
    child.stdin.destroy();
    child.stderr.destroy();
  }
}

/** Rejects if the child could not be started. */
function exitOf(child: ChildProcess): Promise<Exit> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      if (code === null) resolve({ type: 'killed', signal: signal ?? 'a signal' });
      else resolve({ type: 'exited', code });
    });
  });
}

/** Ends a child and all processes that it started: SIGTERM, then SIGKILL. */
async function endGroup(
  child: ChildProcess,
  exit: Promise<Exit>,
  closed: Promise<void>,
): Promise<void> {
  signalGroup(child, 'SIGTERM');
  await settledWithin(KILL_AFTER_MS, closed);
  signalGroup(child, 'SIGKILL');
  await settledWithin(KILL_AFTER_MS, exit);
}
