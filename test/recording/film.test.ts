import { expect, it } from 'vitest';
import { filmOf, SPEED, type Film } from './film.js';
import { rowStrips } from './row-strip.js';

const SIZE = { columns: 40, rows: 5 };

const film = filmOf(
  'run it',
  {
    writes: [
      { atMs: 0, data: 'first\n' },
      { atMs: 500, data: 'second\n' },
      { atMs: 5_000, data: '\u001B[1A\u001B[2Klast\n' },
    ],
    exitCode: 1,
    elapsedMs: 6_000,
  },
  SIZE,
);

function screensOf({ frames }: Film): string[] {
  return frames.map(({ rows }) =>
    rows.map((row) => row.map(({ text }) => text).join('')).join('\n'),
  );
}

it('types the command line, shows the output, and prints the exit code', () => {
  const screens = screensOf(film);
  expect(screens[0]).toBe('$ █');
  expect(screens).toContain('$ run█');
  expect(screens).toContain('$ run it\nfirst\nlast');
  expect(screens.at(-1)).toBe(
    '$ run it\nfirst\nlast\n$ echo $?\n1\n$ █'.split('\n').slice(-5).join('\n'),
  );
});

it('plays the output at a multiple of its speed, and merges writes that are close together', () => {
  const screens = screensOf(film);
  const second = screens.indexOf('$ run it\nfirst\nsecond');
  const last = screens.indexOf('$ run it\nfirst\nlast');
  expect(last).toBe(second + 1);
  const [from, to] = [film.frames[second]?.atMs ?? NaN, film.frames[last]?.atMs ?? NaN];
  expect(to - from).toBe(5_000 / SPEED);
});

it('shows the last frame for some seconds, and the times never decrease', () => {
  const times = film.frames.map(({ atMs }) => atMs);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  expect(film.durationMs - (times.at(-1) ?? NaN)).toBeGreaterThan(3_000);
});

it('has all contents of each row, each once', () => {
  const strips = rowStrips(film);
  expect(strips).toHaveLength(SIZE.rows);
  for (const { atMs, rows } of film.frames) {
    const shown = strips.map(({ contents, steps }) => {
      const step = steps.findLast((each) => each.atMs <= atMs);
      return contents[step?.index ?? -1];
    });
    // Only the last of several frames with the same time is visible.
    const visible = film.frames.findLast((each) => each.atMs === atMs)?.rows ?? rows;
    expect(shown).toEqual(shown.map((_, number) => visible[number] ?? []));
  }
  for (const { contents } of strips) {
    expect(new Set(contents.map((row) => JSON.stringify(row))).size).toBe(contents.length);
  }
});
