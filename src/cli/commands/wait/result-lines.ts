import { requestKey } from '../../../engine/requests/request.js';
import type { RequestOutcome } from '../../../engine/results/outcome.js';
import type { OutputFormat, ProgressStyle } from '../../flags/output-format.js';
import { finishedHead, finishedLines, type FinishingEvent } from '../../terminal/finished-line.js';
import type { Terminal } from '../../terminal/terminal.js';

/** The output of the results of a wait. A screen that shows both outputs shows each result once. */
export interface ResultLines {
  /** The progress lines for a request whose wait has ended. */
  readonly asItEnds: (event: FinishingEvent) => readonly string[];
  /** The outcomes to write to standard output at the end. */
  readonly atTheEnd: (outcomes: readonly RequestOutcome[]) => readonly RequestOutcome[];
}

/**
 * On a shared screen, text appears as requests end, below one header, and JSON only on standard output.
 * Otherwise results appear on both outputs.
 */
export function resultLinesFor(
  output: OutputFormat,
  style: ProgressStyle,
  { sharesScreen, canDraw, errSize }: Pick<Terminal, 'sharesScreen' | 'canDraw' | 'errSize'>,
): ResultLines {
  // The last column is left free, because some terminals wrap when it is written.
  const columns = () => errSize().columns - 1;
  if (!sharesScreen || style === 'none') {
    return {
      asItEnds: (event) => finishedLines(event, canDraw ? columns() : undefined),
      atTheEnd: (outcomes) => outcomes,
    };
  }
  if (output !== 'text') return { asItEnds: () => [], atTheEnd: (outcomes) => outcomes };
  const shown = new Set<string>();
  return {
    asItEnds: (event) => {
      const head = shown.size === 0 ? finishedHead(columns()) : [];
      shown.add(requestKey(event));
      return [...head, ...finishedLines(event, columns())];
    },
    atTheEnd: (outcomes) => outcomes.filter((outcome) => !shown.has(requestKey(outcome))),
  };
}
