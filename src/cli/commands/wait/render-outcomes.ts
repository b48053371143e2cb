import { colourStatus } from '../../terminal/colour.js';
import { jsonArray } from '../../../engine/events/ndjson.js';
import { outcomeTable } from '../../terminal/outcome-text.js';
import type { RequestOutcome } from '../../../engine/results/outcome.js';
import type { OutputFormat } from '../../flags/output-format.js';

/** Outcomes as they go to standard output at the end; in NDJSON the events have told already. */
export function renderOutcomes(
  outcomes: readonly RequestOutcome[],
  format: OutputFormat,
  colour: boolean,
): string {
  if (format === 'ndjson') return '';
  if (format === 'json') return jsonArray(outcomes);
  if (outcomes.length === 0) return '';
  const lines = outcomeTable(outcomes, colour ? colourStatus : undefined);
  return `${lines.join('\n')}\n`;
}
