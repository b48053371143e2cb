import { faultFrom } from '../../engine/calls/call-error.js';
import type { Page } from '../../engine/calls/status-api.js';

/** What a background pass needs of the list that it reads. */
export interface BackgroundList {
  /** Reads one page of the list without a filter. Rejects with `CallError`. */
  readonly readPage: (nextToken: string | undefined, signal: AbortSignal) => Promise<Page>;
  /** Whether what the next page shows can be taken. */
  readonly mayGoOn: () => boolean;
  /** By when everything that was created is listed by now, in epoch milliseconds. */
  readonly newestMs: () => number | undefined;
  /** Everything that was created by then has had two passes, each from the list's begin to its end. */
  readonly onSeen: (seenMs: number) => void;
}

/**
 * Reads a list from end to end, a page at a time, over and over.
 *
 * Rows move between pages while a list is read, so a row can be missed. Hence only what was created
 * before the pass before this one counts as seen: it had two chances.
 */
export class BackgroundPass {
  readonly #list: BackgroundList;
  readonly #tokens = new Set<string>();
  #nextToken: string | undefined;
  #newestAtStartMs: number | undefined;
  #newestAtStartBeforeMs: number | undefined;
  #passes = 0;
  #isHasty = false;

  constructor(list: BackgroundList) {
    this.#list = list;
  }

  /** How often the list was read to its end. */
  get passes(): number {
    return this.#passes;
  }

  /**
   * Reads the next page; or, where tokens do not live for as long as the pause between two pages, the
   * whole list. Rejects with `CallError`.
   *
   * @returns how many pages it read
   */
  async readNext(signal: AbortSignal): Promise<number> {
    let pages = 0;
    do {
      pages += 1;
      await this.#readPage(signal);
    } while (this.#isHasty && this.#nextToken !== undefined && this.#list.mayGoOn());
    return pages;
  }

  async #readPage(signal: AbortSignal): Promise<void> {
    const token = this.#nextToken;
    if (token === undefined) this.#begin();
    try {
      const page = await this.#list.readPage(token, signal);
      this.#nextToken = this.#isNew(page.nextToken) ? page.nextToken : undefined;
    } catch (error) {
      if (token === undefined || faultFrom(error).kind !== 'invalid') throw error;
      this.#nextToken = undefined;
      this.#isHasty = true;
      return;
    }
    if (this.#nextToken === undefined) this.#finish();
  }

  #begin(): void {
    this.#newestAtStartMs = this.#list.newestMs();
    this.#tokens.clear();
  }

  /** Whether a token leads on: one that was given before would go round for ever. */
  #isNew(token: string | undefined): boolean {
    if (token === undefined || this.#tokens.has(token)) return false;
    this.#tokens.add(token);
    return true;
  }

  #finish(): void {
    this.#passes += 1;
    if (this.#newestAtStartBeforeMs !== undefined) this.#list.onSeen(this.#newestAtStartBeforeMs);
    this.#newestAtStartBeforeMs = this.#newestAtStartMs;
  }
}
