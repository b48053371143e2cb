import type { Interruption } from './interruption.js';
import type { Terminal } from './terminal/terminal.js';

/** The context of a command. */
export interface Context {
  readonly terminal: Terminal;
  readonly interruption: Interruption;
}

/** The context of a command that depends on the machine. */
export interface MachineContext extends Context {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** A value of `process.platform`. */
  readonly platform: string;
  /** The home folder of the user. */
  readonly home: string;
  /** The version of this package. */
  readonly version: string;
  /**
   * Calls `listener` at each SIGHUP. From then on SIGHUP does not end the process.
   * @returns a function that removes the listener
   */
  readonly onHangup: (listener: () => void) => () => void;
}
