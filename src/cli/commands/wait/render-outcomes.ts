import { colourStatus } from '../../terminal/colour.js';
import { jsonArray } from '../../../engine/events/ndjson.js';
import { outcomeTable } from '../../terminal/outcome-text.js';
import type { RequestOutcome } from '../../../engine/results/outcome.js';
import type { OutputFormat } from '../../flags/output-format.js';

/**
 * Renders outcomes for standard output at the end of a wait. NDJSON has none, because it has events.
 *
 * @param columns the width of a terminal, for wrapping
 */
export function renderOutcomes(
  outcomes: readonly RequestOutcome[],
  format: OutputFormat,
  colour: boolean,
  columns?: number,
): string {
  if (format === 'ndjson') return '';
  if (format === 'json') return jsonArray(outcomes);
  if (outcomes.length === 0) return '';
  const lines = outcomeTable(outcomes, colour ? colourStatus : undefined, columns);
  return `${lines.join('\n')}\n`;
}
