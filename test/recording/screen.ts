import type { Size } from '../../src/cli/terminal/progress-live.js';

/** The colours that the command uses, as `util.styleText` names them. */
export type Colour = 'red' | 'green' | 'yellow' | 'cyan';

/** Consecutive characters of one colour; without one, of the terminal's default. */
export interface Run {
  readonly text: string;
  readonly colour: Colour | undefined;
}

/** A row of a screen, without trailing blanks. */
export type Row = readonly Run[];

interface Cell {
  readonly character: string;
  readonly colour: Colour | undefined;
}

/**
 * A model of a terminal, which interprets output. It supports the control characters of log-update and the
 * command, and throws at any other, so that nothing is shown incorrectly.
 *
 * @see https://invisible-island.net/xterm/ctlseqs/ctlseqs.html
 */
export class Screen {
  readonly #size: Size;
  #cells: Cell[][] = [[]];
  #row = 0;
  #column = 0;
  #colour: Colour | undefined;

  constructor(size: Size) {
    this.#size = size;
  }

  write(data: string): void {
    for (const [token, parameters = '', final] of data.matchAll(TOKENS)) {
      if (final !== undefined) this.#control(parameters, final);
      else if (token === '\n') this.#lineFeed();
      else if (token === '\r') this.#column = 0;
      else if (/\p{Cc}/u.test(token)) throw unknown(token);
      else this.#put(token);
    }
  }

  /** The rows down to the last one that is not blank. */
  rows(): readonly Row[] {
    const rows = this.#cells.map(rowOf);
    return rows.slice(0, rows.findLastIndex((row) => row.length > 0) + 1);
  }

  #control(parameters: string, final: string): void {
    const count = Number(parameters || 1);
    switch (final) {
      case 'A':
        this.#row = Math.max(0, this.#row - count);
        break;
      case 'B':
        this.#row = Math.min(this.#size.rows - 1, this.#row + count);
        break;
      case 'G':
        this.#column = count - 1;
        break;
      case 'K':
        if (parameters === '2') this.#line().splice(0);
        else if (parameters === '' || parameters === '0') this.#line().splice(this.#column);
        else throw unknown(`${parameters}${final}`);
        break;
      case 'm':
        if (!COLOURS.has(parameters)) throw unknown(`${parameters}${final}`);
        this.#colour = COLOURS.get(parameters);
        break;
      case 'h':
      case 'l':
        if (!INVISIBLE_MODES.has(parameters)) throw unknown(`${parameters}${final}`);
        break;
      default:
        throw unknown(`${parameters}${final}`);
    }
  }

  /** The terminal driver sends a carriage return with each line feed. */
  #lineFeed(): void {
    this.#column = 0;
    this.#row += 1;
    if (this.#row < this.#size.rows) return;
    this.#row -= 1;
    this.#cells.shift();
  }

  #put(character: string): void {
    if (this.#column === this.#size.columns) this.#lineFeed();
    const line = this.#line();
    while (line.length < this.#column) line.push({ character: ' ', colour: undefined });
    line[this.#column] = { character, colour: this.#colour };
    this.#column += 1;
  }

  #line(): Cell[] {
    while (this.#cells.length <= this.#row) this.#cells.push([]);
    return this.#cells[this.#row] ?? [];
  }
}

const CONTROL = '\u001B\\[([\\d;?]*)([A-Za-z])';

/** A control sequence, or one character. */
const TOKENS = new RegExp(`${CONTROL}|.`, 'gsu');

const COLOURS = new Map<string, Colour | undefined>([
  ['', undefined],
  ['0', undefined],
  ['31', 'red'],
  ['32', 'green'],
  ['33', 'yellow'],
  ['36', 'cyan'],
  ['39', undefined],
]);

/** Modes that affect only the visibility of the cursor and the drawing of updates. */
const INVISIBLE_MODES: ReadonlySet<string> = new Set(['?25', '?2026']);

function rowOf(cells: readonly Cell[]): Row {
  const runs: { text: string; colour: Colour | undefined }[] = [];
  const end = cells.findLastIndex(({ character }) => character !== ' ') + 1;
  for (const { character, colour } of cells.slice(0, end)) {
    const last = runs.at(-1);
    if (last !== undefined && last.colour === colour) last.text += character;
    else runs.push({ text: character, colour });
  }
  return runs;
}

function unknown(control: string): Error {
  return new Error(
    `The terminal model does not support ${JSON.stringify(control)}. Add it to screen.ts.`,
  );
}
