/** The formats of the data on standard output. */
export const OUTPUT_FORMATS = ['text', 'json', 'ndjson'] as const;
export type OutputFormat = (typeof OUTPUT_FORMATS)[number];

/** pino's levels. */
export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** The content of standard error. */
export interface Reporting {
  /** Only errors. */
  readonly quiet: boolean;
  readonly progress: boolean;
  readonly logLevel: LogLevel;
}

/** The style of progress. */
export type ProgressStyle = 'live' | 'lines' | 'none';

/** The style of progress. There is none beside logs, because programs parse them. */
export function progressStyle(reporting: Reporting, canDraw: boolean): ProgressStyle {
  const { quiet, progress, logLevel } = reporting;
  if (quiet || !progress || logLevel !== 'silent') return 'none';
  return canDraw ? 'live' : 'lines';
}
