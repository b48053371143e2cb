import { faultFrom } from '../../engine/calls/call-error.js';
import type { Page } from '../../engine/calls/status-api.js';

/** The list that a background pass reads. */
export interface BackgroundList {
  /** Reads one page of the list without a filter. Rejects with `CallError`. */
  readonly readPage: (nextToken: string | undefined, signal: AbortSignal) => Promise<Page>;
  /** Whether the requests of another page can be followed. */
  readonly canContinue: () => boolean;
  /** All requests that were created by then are listed by now, in epoch milliseconds. */
  readonly newestMs: () => number | undefined;
  /** All requests that were created by then were covered by two complete passes. */
  readonly onCovered: (coveredMs: number) => void;
}

/**
 * Reads a list from beginning to end, one page at a time, again and again.
 *
 * Rows move between pages while a list is read, so a pass can miss a row. Therefore only requests that were
 * created before the previous pass began count as covered: two passes could have shown them.
 */
export class BackgroundPass {
  readonly #list: BackgroundList;
  readonly #tokens = new Set<string>();
  #nextToken: string | undefined;
  #newestAtStartMs: number | undefined;
  #newestAtPreviousStartMs: number | undefined;
  #passes = 0;
  #tokensExpire = false;

  constructor(list: BackgroundList) {
    this.#list = list;
  }

  /** The number of complete passes. */
  get passes(): number {
    return this.#passes;
  }

  /**
   * Reads the next page; or the whole list, if tokens expire during the pause between two pages. Rejects
   * with `CallError`.
   *
   * @returns how many pages it read
   */
  async readNext(signal: AbortSignal): Promise<number> {
    let pages = 0;
    do {
      pages += 1;
      await this.#readPage(signal);
    } while (this.#tokensExpire && this.#nextToken !== undefined && this.#list.canContinue());
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
      this.#tokensExpire = true;
      return;
    }
    if (this.#nextToken === undefined) this.#finish();
  }

  #begin(): void {
    this.#newestAtStartMs = this.#list.newestMs();
    this.#tokens.clear();
  }

  /** Whether a token leads to a new page. One that was used before would repeat forever. */
  #isNew(token: string | undefined): boolean {
    if (token === undefined || this.#tokens.has(token)) return false;
    this.#tokens.add(token);
    return true;
  }

  #finish(): void {
    this.#passes += 1;
    const coveredMs = this.#newestAtPreviousStartMs;
    if (coveredMs !== undefined) this.#list.onCovered(coveredMs);
    this.#newestAtPreviousStartMs = this.#newestAtStartMs;
  }
}
