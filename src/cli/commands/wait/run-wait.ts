import type { WaitOptions } from '../../../engine/options/wait-options.js';
import type { RequestRef } from '../../../engine/requests/request.js';
import { formatDuration } from '../../../engine/util/format-duration.js';
import { summaryLine } from '../../terminal/wait-stats.js';
import { ndjsonLine } from '../../../engine/events/ndjson.js';
import type { RequestOutcome } from '../../../engine/results/outcome.js';
import { createTracker, type TrackerSnapshot } from '../../../waiter/tracker.js';
import { stopAtFirstFailure } from '../../../waiter/wait.js';
import type { Context } from '../../context.js';
import { progressStyle, type OutputFormat, type Reporting } from '../../flags/output-format.js';
import { jsonLogger } from '../../json-logger.js';
import { renderOutcomes } from './render-outcomes.js';
import { resultLinesFor } from './result-lines.js';
import { showProgress } from './show-progress.js';

/** A wait of the commands `wait` and `demo`. */
export interface WaitRun {
  readonly refs: readonly RequestRef[];
  readonly options: Omit<WaitOptions, 'logger' | 'signal'> & { readonly timeoutMs: number };
  readonly failFast: boolean;
  readonly output: OutputFormat;
  readonly reporting: Reporting;
}

/** The result of a wait. */
export interface WaitResult {
  readonly outcomes: readonly RequestOutcome[];
  readonly stats: TrackerSnapshot;
}

/** Waits, shows progress, writes the data to standard output and the summary to standard error. */
export async function runWait(
  run: WaitRun,
  { terminal, interruption }: Context,
): Promise<WaitResult> {
  const { refs, options, output, reporting } = run;
  // Drawing on the same screen would erase events.
  const canDraw = terminal.canDraw && !(output === 'ndjson' && terminal.sharesScreen);
  const style = progressStyle(reporting, canDraw);
  const logger = await jsonLogger(reporting.logLevel, terminal.errStream);
  const tracker = createTracker({
    ...options,
    signal: interruption.signal,
    ...(logger === undefined ? {} : { logger }),
  });
  try {
    if (output === 'ndjson') tracker.on('*', (event) => terminal.out(ndjsonLine(event)));
    if (run.failFast) stopAtFirstFailure(tracker);
    if (style !== 'none') terminal.err(startLine(run));
    const lines = resultLinesFor(output, style, terminal);
    const progress = await showProgress(style, terminal, () => tracker.snapshot(), lines.asItEnds);
    tracker.on('*', progress.listener);
    for (const ref of refs) tracker.track(ref);
    const outcomes = await tracker.settled().finally(progress.stop);
    const stats = tracker.snapshot();
    tracker.stop();
    const { outColour, outColumns } = terminal;
    terminal.out(renderOutcomes(lines.atTheEnd(outcomes), output, outColour, outColumns()));
    if (logger) logger.info(stats, 'the wait ended');
    else if (!reporting.quiet) terminal.err(summaryLine(stats));
    return { outcomes, stats };
  } finally {
    tracker.stop();
  }
}

function startLine({ refs, options }: WaitRun): string {
  const what = refs.length === 1 ? '1 request' : `${refs.length} requests`;
  return `Waiting for ${what}, at most ${formatDuration(options.timeoutMs)}.`;
}
