import type { Page } from 'playwright-core';

/** What is wider than there is room for: the page itself, or a part that scrolls. */
export function tooWide(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    Array.from(document.querySelectorAll('html, .scroll'))
      .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
      .map((element) => element.getAttribute('aria-labelledby') ?? 'the page'),
  );
}

/** Every text that has less contrast to its ground than WCAG asks for at level AA. */
export function faintTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    type Colour = readonly [number, number, number, number];
    const parse = (text: string): Colour => {
      const [red = 0, green = 0, blue = 0, alpha = 1] = (text.match(/[\d.]+/g) ?? []).map(Number);
      return [red, green, blue, alpha];
    };
    const luminance = ([red, green, blue]: Colour) => {
      const [r = 0, g = 0, b = 0] = [red, green, blue].map((part) => {
        const share = part / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const groundOf = (element: Element | null): Colour => {
      if (element === null) return [255, 255, 255, 1];
      const ground = parse(getComputedStyle(element).backgroundColor);
      return ground[3] === 1 ? ground : groundOf(element.parentElement);
    };
    const faint = new Set<string>();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const element = walker.currentNode.parentElement;
      const text = walker.currentNode.textContent?.trim() ?? '';
      if (element === null || text === '' || !element.checkVisibility()) continue;
      const style = getComputedStyle(element);
      const colour = parse(element instanceof SVGElement ? style.fill : style.color);
      const [dark = 0, light = 0] = [luminance(colour), luminance(groundOf(element))].sort(
        (one, other) => one - other,
      );
      const contrast = (light + 0.05) / (dark + 0.05);
      if (contrast < 4.5) faint.add(`${text}: ${contrast.toFixed(2)}`);
    }
    return Array.from(faint);
  });
}

/** What the tab key reaches, in order, by name; what shows no focus is marked. */
export async function tabStops(page: Page): Promise<string[]> {
  const stops: string[] = [];
  for (;;) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() => {
      const element = document.activeElement;
      if (element === null || element === document.body) return undefined;
      const labelled = document.getElementById(element.getAttribute('aria-labelledby') ?? '');
      const name = (labelled ?? element).textContent?.trim() ?? '';
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      const seen = outlineStyle !== 'none' && outlineWidth !== '0px';
      return seen ? name : `${name} (without a visible focus)`;
    });
    if (stop === undefined || stops.length > 50) return stops;
    stops.push(stop);
  }
}
