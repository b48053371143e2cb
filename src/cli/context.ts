import type { Interruption } from './interruption.js';
import type { Terminal } from './terminal.js';

/** What a command has besides its options. */
export interface Context {
  readonly terminal: Terminal;
  readonly interruption: Interruption;
}
