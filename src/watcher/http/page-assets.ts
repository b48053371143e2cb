import { readFile } from 'node:fs/promises';
import type { HttpResponse } from './http-response.js';

const TYPES = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
} as const;

/** The files of the page with their paths. No other file can be requested. */
const ASSETS: readonly (readonly [path: string, name: string, type: keyof typeof TYPES])[] = [
  ['/', 'index.html', 'html'],
  ['/page/page.css', 'page.css', 'css'],
  ['/page/tables.css', 'tables.css', 'css'],
  ['/page/page.js', 'page.js', 'js'],
  ['/page/connection.js', 'connection.js', 'js'],
  ['/page/overview.js', 'overview.js', 'js'],
  ['/page/tables.js', 'tables.js', 'js'],
  ['/page/request-columns.js', 'request-columns.js', 'js'],
  ['/page/rows.js', 'rows.js', 'js'],
  ['/page/chart.js', 'chart.js', 'js'],
  ['/page/rate.js', 'rate.js', 'js'],
  ['/page/text.js', 'text.js', 'js'],
];

/** Reads the files of the page. @returns the responses by path */
export async function readPageAssets(): Promise<ReadonlyMap<string, HttpResponse>> {
  const entries = ASSETS.map(async ([path, name, type]): Promise<[string, HttpResponse]> => {
    const body = await readFile(new URL(`../dashboard/page/${name}`, import.meta.url));
    return [path, { status: 200, contentType: TYPES[type], body }];
  });
  return new Map(await Promise.all(entries));
}
