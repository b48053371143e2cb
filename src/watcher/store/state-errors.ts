import { StateError } from '../../engine/results/errors.js';
import { escapeControlChars } from '../../engine/util/escape-control-chars.js';

/** The name of a state folder in messages. */
export function folderName(folder: string): string {
  return `The state folder ${escapeControlChars(folder)}`;
}

export function notOpen(name: string): StateError {
  return new StateError(`${name} is not open: call open() first.`, 'unavailable');
}

export function alreadyOpen(name: string): StateError {
  return new StateError(
    `${name} is already in use by a watcher of this process. Use a separate state for each watcher.`,
    'locked',
  );
}

export function locked(name: string, cause: unknown): StateError {
  return new StateError(
    `${name} is in use by another watcher. Stop that watcher, or use a separate folder.`,
    'locked',
    cause,
  );
}

/** The folder belongs to something else. */
export function foreign(name: string): StateError {
  return new StateError(
    `${name} contains files, but no state. It was not changed. Use an empty folder, or a new one.`,
    'damaged',
  );
}

/** @param damage a clause such as `the file X is missing` */
export function damaged(name: string, damage: string, cause?: unknown): StateError {
  return new StateError(
    `${name} is damaged: ${damage}. It was not changed. Restore it from a copy, or move it away to start ` +
      'without history.',
    'damaged',
    cause,
  );
}

export function newer(name: string, theirs: number, ours: number): StateError {
  return new StateError(
    `${name} has format ${theirs}, but this version of sso-admin-waiter supports only format ${ours}. ` +
      'It was not changed. Use the version that wrote it, or a separate folder.',
    'newer',
  );
}

function unavailable(name: string, cause: unknown): StateError {
  const why = cause instanceof Error ? escapeControlChars(cause.message) : 'unknown error';
  return new StateError(
    `${name} cannot be used: ${why}. Use a folder that can be read and written, on a disk with free space.`,
    'unavailable',
    cause,
  );
}

/** Converts an error of the database to a `StateError`. A `StateError` is returned unchanged. */
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

/** The code of an error, such as `LEVEL_LOCKED` or `ENOENT`; `undefined` if it has none. */
export function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

/** The database wraps the error that prevented it from opening. */
function rootOf(error: unknown): unknown {
  return error instanceof Error && error.cause instanceof Error ? error.cause : error;
}
