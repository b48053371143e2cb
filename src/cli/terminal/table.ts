import { escapeControlChars } from '../../engine/util/escape-control-chars.js';
import { pad, widthOf } from './width.js';
import { hangingLines } from './wrap.js';

/** How a cell is coloured; receives it padded. Without one, nothing is. */
export type Paint = (cell: string, column: string) => string;

/**
 * A table as lines: a head and the rows, columns aligned and two blanks apart, an absent cell as `-`.
 * Cells are escaped here.
 *
 * @param columns the width of a terminal, in which the last cell of a row is wrapped; without it, each
 *   row is one line, as pipes need it
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
  const rowLines = (row: readonly string[]) => {
    if (columns === undefined || widthOf(line(row, uncoloured)) <= columns)
      return [line(row, paint)];
    const start = line([...row.slice(0, -1), '|'], uncoloured).slice(0, -1);
    const [first = '', ...rest] = hangingLines(start, row.at(-1) ?? '', columns);
    return [paint(first, head[0] ?? ''), ...rest];
  };
  return [line(head, uncoloured), ...cells.flatMap(rowLines)];
}

function uncoloured(cell: string): string {
  return cell;
}
