import { writeFileSync } from 'node:fs';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { serveWatcher } from '../../src/watcher/http/serve.js';
import {
  aFailure,
  ago,
  anInstance,
  aSnapshot,
  busySnapshot,
  inFlight,
  recent,
} from '../watcher/http/samples.js';
import { startChromium } from './chromium.js';
import { faintTexts, tabStops, tooWide } from './inspect.js';
import { openPage, type View } from './open-page.js';
import { smallPng } from './small-png.js';

let browser: Browser;
const opened: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  browser = await startChromium();
});

afterAll(() => browser.close());

afterEach(async () => {
  await Promise.all(opened.splice(0).map((close) => close()));
});

async function open(snapshot: Parameters<typeof openPage>[1], view?: View) {
  const one = await openPage(browser, snapshot, view);
  opened.push(
    () => one.page.close(),
    () => one.server.close(),
  );
  return one;
}

/** The rows of a table, but for its head. */
function rowsOf(page: Page, name: string): Locator {
  return page
    .getByRole('table', { name })
    .getByRole('row')
    .filter({ has: page.getByRole('cell') });
}

const IN_FLIGHT = 'Requests in progress, oldest first';
const FAILURES = 'Recently failed requests with their reasons, newest first';

const problem = {
  since: ago(190_000),
  fault: 'denied',
  message: 'Not authorized to perform sso:ListAccountAssignmentCreationStatus.',
} as const;

describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
  describe.each([360, 1280])('%i pixels wide', (width) => {
    it.each([0, 5, 500])('shows %i requests in flight', async (count) => {
      const snapshot = busySnapshot(count, { recent: recent(count === 0 ? 0 : 130) });
      const { page, browserErrors } = await open(snapshot, { theme, width });
      expect(await page.locator('#tiles .stat-value').first().innerText()).toBe(String(count));
      expect(await rowsOf(page, IN_FLIGHT).count()).toBe(Math.min(count, 100));
      expect(await page.getByText('and 400 newer requests').isVisible()).toBe(count === 500);
      expect(await page.getByText('No requests are in flight.').isVisible()).toBe(count === 0);
      expect(await tooWide(page)).toEqual([]);
      expect(await faintTexts(page)).toEqual([]);
      expect(browserErrors).toEqual([]);
    });

    it('shows problems', async () => {
      const failing = { since: ago(400_000), reason: 'The receiver responded with 503.' };
      const { page, browserErrors } = await open(
        aSnapshot({
          instances: [anInstance(), anInstance({ name: 'sandbox', problem })],
          sinks: [{ name: 'webhook', outbox: 214, deadLetters: 2, failing }],
          inFlight: inFlight(5),
          recent: recent(30),
        }),
        { theme, width },
      );
      const health = page.getByRole('region', { name: 'Health' });
      expect(await health.innerText()).toContain('1 of 2 instances is not watched as expected.');
      expect(await health.innerText()).toContain(`instance sandbox: denied: ${problem.message}`);
      expect(await page.title()).toBe('Unhealthy, 5 in flight – sso-admin-waiter');
      expect(await page.getByText('2 events', { exact: true }).isVisible()).toBe(true);
      expect(await tooWide(page)).toEqual([]);
      expect(await faintTexts(page)).toEqual([]);
      expect(browserErrors).toEqual([]);
    });
  });
});

describe('the page', () => {
  it('has headings, regions and tables for screen readers', async () => {
    const { page } = await open(busySnapshot(5, { recent: recent(60) }), { width: 360 });
    const headings = await page.getByRole('heading').allInnerTexts();
    expect(headings.map((text) => text.trim())).toEqual([
      'sso-admin-waiter',
      'Health',
      'Overview',
      'Instances',
      'Deliveries',
      'In flight 5',
      'Recent failures',
      'Durations',
      'Recent successes',
    ]);
    for (const landmark of ['banner', 'main', 'contentinfo', 'navigation'] as const) {
      expect(await page.getByRole(landmark).count(), landmark).toBe(1);
    }
    const table = page.getByRole('table', { name: IN_FLIGHT });
    expect(await table.getByRole('columnheader').allInnerTexts()).toEqual([
      'Age',
      'Kind',
      'Account',
      'Permission set',
      'Principal',
      'Request',
    ]);
    expect(await table.getByRole('row').count()).toBe(6);
    const chart = await page.getByRole('img').getAttribute('aria-label');
    expect(chart).toMatch(/^Last 60 requests, 7 failed\. Median .*\.$/);
  });

  it('can be used with the keyboard, with a visible focus', async () => {
    const { page } = await open(busySnapshot(500, { recent: recent(60) }));
    // Chromium focuses scrollable elements by itself. Other browsers need a tabindex.
    expect(await page.locator('.scroll:not([tabindex="0"])').count()).toBe(0);
    expect(await tabStops(page)).toEqual([
      'Skip to the requests in flight',
      'Instances',
      'Deliveries',
      'In flight 500',
      'see all',
      'Recent failures',
      'Recent successes',
      'Requests',
      'Status',
      'Metrics',
      'Readiness',
    ]);
  });

  it('shows texts from AWS as plain text', async () => {
    const reason = `<img src=x onerror="alert(1)"></script><script>alert(2)</script>\u202E`;
    const name = '"><svg onload=alert(3)>';
    const { page, browserErrors } = await open(
      aSnapshot({
        instances: [anInstance({ name, stale: reason })],
        inFlight: inFlight(1).map((request) => ({ ...request, accountId: reason })),
        recent: [aFailure(1, { failureReason: reason, principalId: reason })],
      }),
    );
    const shown = reason.replace('\u202E', '\\u202e');
    expect(await rowsOf(page, FAILURES).innerText()).toContain(shown);
    expect(await rowsOf(page, IN_FLIGHT).innerText()).toContain(shown);
    expect(await page.getByRole('region', { name: 'Health' }).innerText()).toContain(name);
    expect(await page.locator('main img, main script').count()).toBe(0);
    expect(browserErrors).toEqual([]);
  });

  it('updates rows that change, and leaves the others untouched', async () => {
    const { page, watcher } = await open(busySnapshot(3));
    const rows = rowsOf(page, IN_FLIGHT);
    const second = await rows.nth(1).elementHandle();
    const [, ...newer] = watcher.current.inFlight;
    watcher.change({ inFlight: newer, recent: [aFailure(0)] });
    await rowsOf(page, FAILURES).waitFor();
    expect(await rows.count()).toBe(2);
    const first = await rows.first().elementHandle();
    expect(await page.evaluate(([one, other]) => one === other, [first, second])).toBe(true);
    watcher.change({ phase: 'draining' });
    await page.getByText('The watcher is draining.').waitFor();
  });

  it('updates the age of requests by itself', async () => {
    const { page } = await open(busySnapshot(1));
    const age = rowsOf(page, IN_FLIGHT).getByRole('time');
    const before = await age.innerText();
    await page.waitForFunction(
      (text) => document.querySelector('#in-flight-table time')?.textContent !== text,
      before,
    );
  });

  it('shows that the connection is lost, and reconnects when the server is back', async () => {
    const { page, server, watcher } = await open(busySnapshot(5));
    await server.close();
    await page.getByText('Not connected').waitFor({ timeout: 10_000 });
    const alert = page.getByRole('alert');
    expect(await alert.innerText()).toMatch(
      /^The connection was lost at \d\d:\d\d:\d\d\. The page shows the state at that time\. The page keeps retrying\. \(for \d+ s\)$/,
    );
    const health = page.getByRole('region', { name: 'Health' });
    expect(await health.innerText()).toBe('Health\n\nThe current state is unknown.');
    watcher.current = busySnapshot(7);
    const again = await serveWatcher(watcher, { port: server.port });
    opened.push(() => again.close());
    await page.getByText('Live', { exact: true }).waitFor();
    expect(await alert.innerText()).toBe('');
    expect(await health.innerText()).toContain('Healthy:');
    expect(await rowsOf(page, IN_FLIGHT).count()).toBe(7);
  });
});

// The screenshots are committed, so they are taken only on request.
describe.runIf(process.env['UPDATE_SCREENSHOTS'] === '1')('screenshots', () => {
  it.each([
    ['light', { theme: 'light', width: 1280, height: 1330 }],
    ['dark', { theme: 'dark', width: 1280, height: 1330 }],
    ['phone', { theme: 'light', width: 390, height: 844 }],
  ] as const)('of the page: %s', async (name, view) => {
    const { page } = await open(busySnapshot(5, { recent: recent(130, 45) }), view);
    writeFileSync(`docs/watch-${name}.png`, smallPng(await page.screenshot()));
  });
});
