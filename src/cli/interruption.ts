import { EXIT } from './exit-code.js';

/** The early end of a command. */
export interface Interruption {
  /** Aborted by the first signal, or when the reader of the output has closed it. */
  readonly signal: AbortSignal;
  /** The exit code; `undefined` until `signal` is aborted. */
  readonly exitCode: number | undefined;
  /** Interrupts the command because standard output cannot be written. */
  readonly outputClosed: (error: Error) => void;
}

/** The reason for the early end of a command. */
export class InterruptedError extends Error {
  override readonly name = 'InterruptedError';
  readonly exitCode: number;

  constructor(message: string, exitCode: number) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** The part of a process that `interruptionOf` needs. */
export interface SignalSource {
  on(name: 'SIGINT' | 'SIGTERM', listener: (name: 'SIGINT' | 'SIGTERM') => void): unknown;
  exit(code: number): never;
}

/**
 * Listens for SIGINT and SIGTERM. The first signal ends the command gracefully, the second ends the process
 * at once.
 */
export function interruptionOf(process: SignalSource): Interruption {
  const controller = new AbortController();
  let exitCode: number | undefined;
  const interrupt = (code: number, reason: string) => {
    exitCode ??= code;
    controller.abort(new InterruptedError(reason, code));
  };
  const onSignal = (name: 'SIGINT' | 'SIGTERM') => {
    const code = name === 'SIGINT' ? EXIT.interrupted : EXIT.terminated;
    if (controller.signal.aborted) process.exit(code);
    interrupt(code, `interrupted by ${name}`);
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return {
    signal: controller.signal,
    get exitCode() {
      return exitCode;
    },
    outputClosed: (error) => {
      const isClosed = 'code' in error && error.code === 'EPIPE';
      if (isClosed) interrupt(EXIT.outputClosed, 'the reader of the output has closed it');
      else interrupt(EXIT.unknown, `cannot write to standard output: ${error.message}`);
    },
  };
}
