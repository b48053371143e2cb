import type { Film } from './film.js';
import type { Row } from './screen.js';

/** The contents of one row of the screen during a film. */
export interface RowStrip {
  /** The distinct contents. */
  readonly contents: readonly Row[];
  /** The index of the visible contents from each time on. */
  readonly steps: readonly { readonly atMs: number; readonly index: number }[];
}

/** A strip for each used row of the screen, from the top. */
export function rowStrips({ frames }: Film): readonly RowStrip[] {
  const height = Math.max(...frames.map(({ rows }) => rows.length));
  return Array.from({ length: height }, (_, number) => {
    const contents = new Map<string, { readonly row: Row; readonly index: number }>();
    const steps: { atMs: number; index: number }[] = [];
    for (const { atMs, rows } of frames) {
      const row = rows[number] ?? [];
      const key = JSON.stringify(row);
      const { index } = contents.get(key) ?? { index: contents.size };
      contents.set(key, { row, index });
      if (steps.at(-1)?.index !== index) steps.push({ atMs, index });
    }
    return { contents: [...contents.values()].map(({ row }) => row), steps };
  });
}
