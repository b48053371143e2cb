import { escapeControlChars } from '../../engine/util/escape-control-chars.js';
import { pad, widthOf } from './width.js';

/** How a cell is coloured; receives it padded. Without one, nothing is. */
export type Paint = (cell: string, column: string) => string;

/**
 * A table as lines: a head, a row per line, columns aligned and two blanks apart, an absent cell as
 * `-`. Lines are as long as they need to be: it is data, for pipes. Cells are made harmless here.
 */
export function table(
  head: readonly string[],
  rows: readonly (readonly (string | undefined)[])[],
  paint: Paint = (cell) => cell,
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
  return [line(head, (cell) => cell), ...cells.map((row) => line(row, paint))];
}
