import { addAbortSignal } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { Size } from './progress-live.js';

/** The standard streams of a command. */
export interface Terminal {
  /** Writes data to standard output. */
  readonly out: (data: string) => void;
  /** Standard output, for callers that need to know when data was written. */
  readonly outStream: NodeJS.WriteStream;
  /** Writes a message or a log line to standard error. */
  readonly err: (line: string) => void;
  /** Whether standard output supports colours. */
  readonly outColour: boolean;
  readonly errColour: boolean;
  /** Whether progress can be drawn on standard error. */
  readonly canDraw: boolean;
  /** The current size of the terminal of standard error. */
  readonly errSize: () => Size;
  readonly errStream: NodeJS.WriteStream;
  /** The current columns of the terminal of standard output; `undefined` if it is not a terminal. */
  readonly outColumns: () => number | undefined;
  /** Whether both outputs appear on one screen, so that text on both would appear twice. */
  readonly sharesScreen: boolean;
  /** Whether standard input is a terminal. */
  readonly inputIsTyped: boolean;
  /** Reads standard input to its end. Rejects when the signal is aborted. */
  readonly readInput: (signal: AbortSignal) => Promise<string>;
}

/** The parts of a process that make a terminal. */
export interface StandardStreams {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
}

/**
 * The terminal of a process.
 *
 * @param onOutputClosed called when standard output is closed
 */
export function terminalOf(
  process: StandardStreams,
  onOutputClosed: (error: Error) => void,
): Terminal {
  const { stdout, stderr } = process;
  let outputClosed = false;
  stdout.on('error', (error) => {
    if (outputClosed) return;
    outputClosed = true;
    onOutputClosed(error);
  });
  // A wait works without progress, and there is no other stream for an error.
  stderr.on('error', () => {});
  const dumb = process.env['TERM'] === 'dumb';
  return {
    out: (data) => {
      if (!outputClosed && data !== '') stdout.write(data);
    },
    outStream: stdout,
    err: (line) => {
      stderr.write(`${line}\n`);
    },
    outColour: supportsColour(stdout),
    errColour: supportsColour(stderr),
    canDraw: stderr.isTTY && !dumb,
    errSize: () => ({ columns: stderr.columns || 80, rows: stderr.rows || 24 }),
    errStream: stderr,
    outColumns: () => (stdout.isTTY ? stdout.columns || 80 : undefined),
    sharesScreen: stdout.isTTY && stderr.isTTY,
    get inputIsTyped() {
      return process.stdin.isTTY;
    },
    readInput: (signal) => readAll(process.stdin, signal),
  };
}

function supportsColour(stream: NodeJS.WriteStream): boolean {
  return stream.isTTY && stream.hasColors();
}

/** An aborted signal destroys the stream, so that reading ends at once. */
function readAll(stream: NodeJS.ReadStream, signal: AbortSignal): Promise<string> {
  return text(addAbortSignal(signal, stream));
}
