import type { Interruption } from './interruption.js';
import type { Terminal } from './terminal/terminal.js';

/** What a command has besides its options. */
export interface Context {
  readonly terminal: Terminal;
  readonly interruption: Interruption;
}

/** What a long-lived command has of the machine besides. */
export interface MachineContext extends Context {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** As `process.platform` names it. */
  readonly platform: string;
  /** The home folder of the user. */
  readonly home: string;
  /** Of this package. */
  readonly version: string;
  /**
   * Calls `listener` at each SIGHUP, which does not end the process from then on.
   * @returns what takes it back
   */
  readonly onHangup: (listener: () => void) => () => void;
}
