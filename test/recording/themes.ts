import type { Colour } from './screen.js';

/** The colours of a recording, as `#rrggbb`. */
export interface Theme {
  readonly background: string;
  readonly border: string;
  readonly text: string;
  readonly muted: string;
  readonly colours: Readonly<Record<Colour, string>>;
}

/** Close to the colours of GitHub's light and dark pages. */
export const THEMES = {
  light: {
    background: '#f6f8fa',
    border: '#d1d9e0',
    text: '#1f2328',
    muted: '#59636e',
    colours: { red: '#c21c2c', green: '#116329', yellow: '#7d4e00', cyan: '#1b6a75' },
  },
  dark: {
    background: '#151b23',
    border: '#3d444d',
    text: '#e6edf3',
    muted: '#9198a1',
    colours: { red: '#ff7b72', green: '#3fb950', yellow: '#d29922', cyan: '#39c5cf' },
  },
} as const satisfies Record<string, Theme>;
