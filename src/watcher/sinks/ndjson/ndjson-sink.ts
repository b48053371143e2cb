import * as v from 'valibot';
import { orAborted } from '../../../engine/util/abortable.js';
import { ndjsonLine } from '../../../engine/events/ndjson.js';
import type { Sink } from '../../delivery/sink.js';
import { check } from '../../../engine/options/check.js';
import { functionOf, members } from '../../../engine/options/schema.js';
import { sinkNameSchema } from '../../delivery/check-sinks.js';
import { errorCode } from '../failure-text.js';

const ndjsonOptionsSchema = members({
  /** Writes a line, including its line break. Rejects if it was not written. */
  write: functionOf<(line: string) => Promise<void>>(),
  /** The name of the sink. Default `ndjson`. */
  name: v.optional(sinkNameSchema, 'ndjson'),
});

/** Options of an NDJSON sink. */
export interface NdjsonSinkOptions extends Readonly<v.InferInput<typeof ndjsonOptionsSchema>> {}

/**
 * A sink that writes each event, including `discovered`, as one line of JSON. A line that could not be written
 * is retried.
 *
 * @throws {InvalidOptionError} when an option is invalid
 */
export function createNdjsonSink(options: NdjsonSinkOptions): Sink {
  const { write, name } = check(ndjsonOptionsSchema, options);
  return {
    name,
    receives: 'all',
    async deliver(event, { signal }) {
      try {
        // A stream whose reader is stuck must not block a stop.
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
 * A function that writes lines to a stream. It resolves when the stream has passed the line on, so that a slow
 * reader slows the writer down.
 *
 * An error of the stream rejects the write. It is not thrown as an `error` event without a listener.
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
