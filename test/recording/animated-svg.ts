import { SPEED, type Film } from './film.js';
import { rowStrips, type RowStrip } from './row-strip.js';
import type { Row } from './screen.js';
import type { Theme } from './themes.js';

/** A film, with its title and width. */
export interface Clip {
  readonly film: Film;
  readonly title: string;
  readonly columns: number;
}

/**
 * An SVG that plays a film in a loop. It also works as an image in a page, because it has no scripts, and uses
 * only system fonts. Each row of the screen is a strip of all its contents, which moves in steps behind a slot
 * of one line. With reduced motion, only the last frame is shown.
 */
export function animatedSvg({ film, title, columns }: Clip, theme: Theme): string {
  const strips = rowStrips(film);
  const width = MARGIN * 2 + columns * CHARACTER_WIDTH;
  const height = BAR_HEIGHT + strips.length * LINE_HEIGHT + MARGIN;
  const lastScreen = film.frames.at(-1)?.rows.map(textOf).join('\n') ?? '';
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title desc" xml:space="preserve">`,
    `<title id="title">${escapeXml(title)}</title>`,
    `<desc id="desc">Playback at ${SPEED} times the actual speed. The last screen:\n${escapeXml(lastScreen)}</desc>`,
    `<style>${styles(theme)}`,
    ...strips.flatMap((strip, number) => motion(strip, `r${number}`, film.durationMs)),
    '@media (prefers-reduced-motion:reduce){g{animation:none!important}}</style>',
    `<rect class="window" x=".5" y=".5" width="${width - 1}" height="${height - 1}" rx="8"/>`,
    ...[0, 1, 2].map(
      (n) => `<circle cx="${MARGIN + DOT_RADIUS + n * 20}" cy="20" r="${DOT_RADIUS}"/>`,
    ),
    `<text class="note" x="${width - MARGIN}" y="25">${SPEED}× speed</text>`,
    ...strips.map((strip, number) => slot(strip, number, columns)),
    '</svg>\n',
  ].join('\n');
}

const MARGIN = 20;
const BAR_HEIGHT = 44;
const DOT_RADIUS = 6;
const LINE_HEIGHT = 20;
const BASELINE = 15;
const FONT_SIZE = 14;
const CHARACTER_WIDTH = 8.4;

function styles({ background, border, text, muted, colours }: Theme): string {
  return [
    `text{font:${FONT_SIZE}px ui-monospace,SFMono-Regular,Menlo,Consolas,'Liberation Mono',monospace;fill:${text};white-space:pre}`,
    `.window{fill:${background};stroke:${border}}circle{fill:${border}}`,
    `.note{fill:${muted};text-anchor:end}`,
    ...Object.entries(colours).map(([name, value]) => `.${name}{fill:${value}}`),
  ].join('\n');
}

/** The rule and keyframes that move a strip. Without animation, it shows its last contents. */
function motion({ steps }: RowStrip, id: string, durationMs: number): string[] {
  const last = steps.at(-1);
  if (last === undefined || steps.length === 1) return [];
  const keyframes = steps.map(
    ({ atMs, index }) => `${percent(atMs / durationMs)}{${position(index)}}`,
  );
  return [
    `#${id}{animation:${id} ${decimals(durationMs / 1_000)}s step-end infinite;${position(last.index)}}`,
    `@keyframes ${id}{${keyframes.join('')}}`,
  ];
}

function position(index: number): string {
  return `transform:translateY(${index === 0 ? '0' : `${-index * LINE_HEIGHT}px`})`;
}

/** The slot of one row, with the strip behind it. */
function slot({ contents }: RowStrip, number: number, columns: number): string {
  const y = BAR_HEIGHT + number * LINE_HEIGHT;
  const texts = contents.map((row, index) => textElement(row, index * LINE_HEIGHT + BASELINE));
  return [
    `<svg x="${MARGIN}" y="${y}" width="${columns * CHARACTER_WIDTH}" height="${LINE_HEIGHT}"><g id="r${number}">`,
    ...texts.filter((text) => text !== ''),
    '</g></svg>',
  ].join('\n');
}

/** A text with a fixed length, because system fonts have different widths. */
function textElement(row: Row, y: number): string {
  const text = textOf(row);
  const indent = text.length - text.trimStart().length;
  const length = Array.from(text).length - indent;
  if (length === 0) return '';
  const runs = row.map(({ text: part, colour }, index) => {
    const shown = escapeXml(index === 0 ? part.slice(indent) : part);
    return colour === undefined ? shown : `<tspan class="${colour}">${shown}</tspan>`;
  });
  const x = indent === 0 ? '' : ` x="${decimals(indent * CHARACTER_WIDTH)}"`;
  const textLength = decimals(length * CHARACTER_WIDTH);
  return `<text${x} y="${y}" textLength="${textLength}">${runs.join('')}</text>`;
}

function textOf(row: Row): string {
  return row.map(({ text }) => text).join('');
}

function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

function percent(share: number): string {
  return `${decimals(share * 100)}%`;
}

/** At most two decimals. */
function decimals(value: number): string {
  return String(Number(value.toFixed(2)));
}
