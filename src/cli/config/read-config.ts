import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isWaiterError } from '../../engine/results/error-guards.js';
import { UsageError } from '../usage-error.js';
import { readWatchFile, type WatchFile } from './watch-file.js';

/**
 * Reads a config file.
 *
 * @throws {UsageError} which names the file and the invalid setting
 */
export async function readConfig(path: string): Promise<WatchFile> {
  const text = await readText(path, '--config');
  try {
    return readWatchFile(jsonFrom(text), dirname(path));
  } catch (error) {
    const expected = error instanceof UsageError || isWaiterError(error, 'INVALID_OPTION');
    throw expected ? new UsageError(`${path}: ${error.message}`) : error;
  }
}

/**
 * Reads a small text file.
 *
 * @param option the option that names the file, for the message
 * @throws {UsageError} when it cannot be read
 */
export async function readText(path: string, option: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`Cannot read ${path} (${option}). ${reason}`);
  }
}

/** @throws {UsageError} whose message does not quote the text, unlike that of `JSON.parse` */
function jsonFrom(text: string): unknown {
  const plain = text.replace(/^\uFEFF/, '');
  try {
    return JSON.parse(plain);
  } catch (error) {
    const at = /position (\d+)/.exec(String(error))?.[1];
    throw new UsageError(
      `The content is not JSON${at === undefined ? '' : placeOf(plain, Number(at))}.`,
    );
  }
}

function placeOf(text: string, position: number): string {
  const lines = text.slice(0, position).split('\n');
  return `: line ${lines.length}, column ${(lines.at(-1) ?? '').length + 1}`;
}
