import { EXIT } from './exit-code.js';

/** What ends a command before its time. */
export interface Interruption {
  /** Aborted by the first signal, or when nobody reads the output any more. */
  readonly signal: AbortSignal;
  /** The exit code that goes with it; `undefined` while nothing has happened. */
  readonly exitCode: number | undefined;
  /** Says that standard output takes nothing any more, and why. */
  readonly outputClosed: (error: Error) => void;
}

/** Why a command was ended before its time. */
export class InterruptedError extends Error {
  override readonly name = 'InterruptedError';
  readonly exitCode: number;

  constructor(message: string, exitCode: number) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** What of a process is needed to be interrupted. */
export interface SignalSource {
  on(name: 'SIGINT' | 'SIGTERM', listener: (name: 'SIGINT' | 'SIGTERM') => void): unknown;
  exit(code: number): never;
}

/**
 * Listens for SIGINT and SIGTERM: the first ends the command in good order, the second ends the
 * process at once.
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
      const gone = 'code' in error && error.code === 'EPIPE';
      if (gone) interrupt(EXIT.outputClosed, 'nobody reads the output any more');
      else interrupt(EXIT.unknown, `cannot write to standard output: ${error.message}`);
    },
  };
}
