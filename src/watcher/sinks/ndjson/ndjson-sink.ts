import { orAborted } from '../../../engine/util/abortable.js';
import { InvalidOptionError } from '../../../engine/results/errors.js';
import { ndjsonLine } from '../../../engine/events/ndjson.js';
import type { Sink } from '../../delivery/sink.js';
import { checkNames } from '../../../engine/options/wait-options.js';
import { errorCode } from '../failure-text.js';

/** Where the lines of an NDJSON sink go. */
export interface NdjsonSinkOptions {
  /** Resolves when the line, line break included, was taken; rejects when it was not. */
  readonly write: (line: string) => Promise<void>;
  /** Default `ndjson`. */
  readonly name?: string;
}

/**
 * A sink that writes each event, `discovered` too, as one line of JSON. A line that was not taken is
 * written again later.
 *
 * @throws {InvalidOptionError}
 */
export function createNdjsonSink(options: NdjsonSinkOptions): Sink {
  checkNames('options', options, OPTION_NAMES);
  const { write, name = 'ndjson' } = options;
  if (typeof write !== 'function') throw new InvalidOptionError('write', write, 'a function');
  return {
    name,
    receives: 'all',
    async deliver(event, { signal }) {
      try {
        // A stream whose reader is stuck takes nothing, and must not hold up a stop.
        await orAborted(signal, () => write(ndjsonLine(event)));
        return { type: 'delivered' };
      } catch (error) {
        if (signal.aborted) return { type: 'retry', reason: 'the watcher is stopping' };
        const code = errorCode(error);
        const cause = code === undefined ? '' : `: ${code}`;
        return { type: 'retry', reason: `the line could not be written${cause}` };
      }
    },
  };
}

/**
 * What writes lines to a stream, one `write` each. Resolves when the stream has handed the line on, so
 * that a slow reader slows the writer down.
 *
 * An error of the stream rejects the write; it is not thrown as an `error` event that nobody hears.
 */
export function writeTo(stream: NodeJS.WritableStream): (line: string) => Promise<void> {
  stream.on('error', () => {});
  return (line) =>
    new Promise((resolve, reject) => {
      stream.write(line, (error) => {
        if (error) reject(error);
        else resolve();
      });
    });
}

const OPTION_NAMES: Record<keyof NdjsonSinkOptions, true> = { write: true, name: true };
