import type { Browser, Page } from 'playwright-core';
import { serveWatcher, type WatcherServer } from '../../src/watcher/http/serve.js';
import type { WatcherSnapshot } from '../../src/watcher/watcher-interface.js';
import { FakeWatcher } from '../watcher/http/fake-watcher.js';

/** How a person looks at the page. */
export interface View {
  readonly theme?: 'light' | 'dark';
  readonly width?: number;
  readonly height?: number;
}

export interface OpenPage {
  readonly page: Page;
  readonly watcher: FakeWatcher;
  readonly server: WatcherServer;
  /** Errors, warnings and violations of the security policy in the browser. */
  readonly browserErrors: readonly string[];
}

/** Serves a watcher, and opens its page once it is live. */
export async function openPage(
  browser: Browser,
  snapshot: WatcherSnapshot,
  { theme = 'light', width = 1280, height = 900 }: View = {},
): Promise<OpenPage> {
  const watcher = new FakeWatcher(snapshot);
  const server = await serveWatcher(watcher, { port: 0, version: '1.2.3' });
  const viewport = { width, height };
  const page = await browser.newPage({ viewport, colorScheme: theme, reducedMotion: 'reduce' });
  const browserErrors: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) browserErrors.push(message.text());
  });
  page.on('pageerror', (error) => browserErrors.push(String(error)));
  page.on('dialog', (dialog) => {
    browserErrors.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.goto(server.url);
  await page.getByText('Live', { exact: true }).waitFor();
  return { page, watcher, server, browserErrors };
}
