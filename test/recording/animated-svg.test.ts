import { describe, expect, it } from 'vitest';
import { animatedSvg } from './animated-svg.js';
import { THEMES, type Theme } from './themes.js';

const film = {
  durationMs: 10_000,
  frames: [
    { atMs: 0, rows: [[{ text: '  <one> & "two"', colour: undefined }]] },
    { atMs: 2_500, rows: [[{ text: 'FAILED', colour: 'red' as const }]] },
  ],
};

const svg = animatedSvg({ film, title: 'a | b > c', columns: 20 }, THEMES.light);

describe('animatedSvg', () => {
  it('escapes text, and sets its position and length', () => {
    expect(svg).toContain('<title id="title">a | b &gt; c</title>');
    expect(svg).toContain(
      '<text x="16.8" y="15" textLength="109.2">&lt;one&gt; &amp; &quot;two&quot;</text>',
    );
    expect(svg).toContain(
      '<text y="35" textLength="50.4"><tspan class="red">FAILED</tspan></text>',
    );
  });

  it('moves rows in steps, and shows only the last frame with reduced motion', () => {
    expect(svg).toContain(
      '@keyframes r0{0%{transform:translateY(0)}25%{transform:translateY(-20px)}}',
    );
    expect(svg).toContain('#r0{animation:r0 10s step-end infinite;transform:translateY(-20px)}');
    expect(svg).toContain('@media (prefers-reduced-motion:reduce){g{animation:none!important}}');
  });

  it('loads no resources and runs no script, so that it works as an image in a page', () => {
    const addresses = svg.match(/https?:[^"\s]+/g);
    expect(addresses).toEqual(['http://www.w3.org/2000/svg']);
    expect(svg).not.toMatch(/<script|@import|@font-face|href=|url\(/);
  });
});

describe.each(Object.entries<Theme>(THEMES))('the %s theme', (_, theme) => {
  it.each([['text', theme.text], ['muted', theme.muted], ...Object.entries(theme.colours)])(
    'has enough contrast for AA: %s',
    (_name, colour) => {
      expect(contrast(colour, theme.background)).toBeGreaterThanOrEqual(4.5);
    },
  );
});

/** @see https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(one: string, other: string): number {
  const [light = 1, dark = 0] = [one, other].map(luminance).sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
