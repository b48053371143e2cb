import { escapeControlChars } from '../../engine/util/escape-control-chars.js';
import { pad, widthOf } from './width.js';
import { rowLines } from './wrap.js';

/** Colours a padded cell. */
export type Paint = (cell: string, column: string) => string;

/**
 * Renders a table as lines: a header and the rows. Columns are aligned and two blanks apart. An absent cell is
 * `-`. The cells are escaped.
 *
 * @param columns the width of a terminal, for wrapping; without it each row is one line, as for pipes
 */
export function table(
  head: readonly string[],
  rows: readonly (readonly (string | undefined)[])[],
  paint: Paint = uncoloured,
  columns?: number,
): string[] {
  const cells = rows.map((row) => row.map((cell) => (cell ? escapeControlChars(cell) : '-')));
  const widths = head.map((title, index) =>
    cells.reduce((width, row) => Math.max(width, widthOf(row[index] ?? '')), widthOf(title)),
  );
  const line = (row: readonly string[], paintCell: Paint) =>
    row
      .map((cell, index) => {
        const last = index === head.length - 1;
        return paintCell(last ? cell : pad(cell, widths[index] ?? 0), head[index] ?? '');
      })
      .join('  ')
      .trimEnd();
  const linesOf = (row: readonly string[], paintCell: Paint) => {
    const whole = line(row, uncoloured);
    if (columns === undefined || widthOf(whole) <= columns) return [line(row, paintCell)];
    const padded = row.slice(0, -1).map((cell, index) => pad(cell, widths[index] ?? 0));
    const [first = '', ...rest] = rowLines(padded, row.at(-1) ?? '', columns);
    return [paintCell(first, head[0] ?? ''), ...rest];
  };
  return [...linesOf(head, uncoloured), ...cells.flatMap((row) => linesOf(row, paint))];
}

function uncoloured(cell: string): string {
  return cell;
}
