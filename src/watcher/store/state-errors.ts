import { StateError } from '../../engine/results/errors.js';
import { escapeControlChars } from '../../engine/util/escape-control-chars.js';

/** A state as messages name it. */
export function folderName(folder: string): string {
  return `The state folder ${escapeControlChars(folder)}`;
}

export function notOpen(name: string): StateError {
  return new StateError(`${name} is not open: call open() first.`, 'unavailable');
}

export function alreadyOpen(name: string): StateError {
  return new StateError(
    `${name} is in use already, by a watcher of this process. Give each watcher a state of its own.`,
    'locked',
  );
}

export function locked(name: string, cause: unknown): StateError {
  return new StateError(
    `${name} is in use by another watcher. Stop that one first, or give this one a folder of its own.`,
    'locked',
    cause,
  );
}

/** @param what what was found, as a clause: `the file X is missing` */
export function damaged(name: string, what: string, cause?: unknown): StateError {
  return new StateError(
    `${name} is damaged: ${what}. It is left as it is. Restore it from a copy, or move it away to start ` +
      'without a past.',
    'damaged',
    cause,
  );
}

export function newer(name: string, theirs: number, ours: number): StateError {
  return new StateError(
    `${name} has format ${theirs}, but this version of sso-admin-waiter knows format ${ours} only. ` +
      'It is left as it is. Use the version that wrote it, or give this one a folder of its own.',
    'newer',
  );
}

function unavailable(name: string, cause: unknown): StateError {
  const why = cause instanceof Error ? escapeControlChars(cause.message) : 'for an unknown reason';
  return new StateError(
    `${name} cannot be used: ${why}. Give a folder that can be read and written, with room on its disk.`,
    'unavailable',
    cause,
  );
}

/** What a failure of the database means; what is a `StateError` already stays what it is. */
export function stateErrorOf(name: string, error: unknown): StateError {
  if (error instanceof StateError) return error;
  const root = rootOf(error);
  switch (codeOf(root)) {
    case 'LEVEL_LOCKED':
      return locked(name, error);
    case 'LEVEL_CORRUPTION':
      return damaged(
        name,
        escapeControlChars(root instanceof Error ? root.message : 'a file'),
        error,
      );
    case 'LEVEL_DATABASE_NOT_OPEN':
    case 'LEVEL_ITERATOR_NOT_OPEN':
      return notOpen(name);
    default:
      return unavailable(name, root);
  }
}

/** `LEVEL_LOCKED`, `ENOENT` and the like; `undefined` where an error has none. */
export function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

/** The database wraps what kept it from opening. */
function rootOf(error: unknown): unknown {
  return error instanceof Error && error.cause instanceof Error ? error.cause : error;
}
