import { parseDuration, parsePositive, parseShare, parseWhole } from '../../flags/flag-values.js';

/** The unparsed flags of `emulate`. */
export interface EmulateFlags {
  readonly port: string;
  readonly host: string;
  readonly seed: string;
  readonly median?: string;
  readonly failureRate: string;
  readonly tps?: string;
}

/** The options of `emulate`. */
export interface EmulateCommand {
  /** 0 selects a free port. */
  readonly port: number;
  readonly host: string;
  readonly seed: number;
  /** Median duration of requests. Default: that of the emulator, by kind. */
  readonly medianMs?: number;
  /** Share of requests that fail, from 0 to 1. */
  readonly failureRate: number;
  readonly ratePerSecond?: number;
}

/** @throws {InvalidOptionError} */
export function parseEmulate(flags: EmulateFlags): EmulateCommand {
  return {
    port: parseWhole('--port', flags.port, 0, 65_535),
    host: flags.host,
    seed: parseWhole('--seed', flags.seed, 0, Number.MAX_SAFE_INTEGER),
    ...(flags.median === undefined ? {} : { medianMs: parseDuration('--median', flags.median) }),
    failureRate: parseShare('--failure-rate', flags.failureRate),
    ...(flags.tps === undefined ? {} : { ratePerSecond: parsePositive('--tps', flags.tps) }),
  };
}
