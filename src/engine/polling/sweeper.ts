import { faultFrom } from '../calls/call-error.js';
import type { Fault } from '../calls/fault.js';
import type { PageQuery, StatusApi } from '../calls/status-api.js';
import type { ListKnowledge } from './list-knowledge.js';
import type { SweptList } from './plan-polls.js';
import type { PolledRequest } from './polled-request.js';
import { readPages } from '../calls/pages.js';
import { sweep, type SweepReport, type SweepDeps } from './sweep.js';

/** How a sweep ended. */
export type SweepResult =
  | { readonly type: 'done'; readonly report: SweepReport }
  | { readonly type: 'failed'; readonly fault: Fault }
  /** Replaced, or not needed any more. */
  | { readonly type: 'cancelled' };

/** Sweeps the lists of one kind and instance, one sweep at a time. */
export class Sweeper {
  readonly #api: StatusApi;
  readonly #query: PageQuery;
  #running: { readonly controller: AbortController; readonly urgent: boolean } | undefined;

  constructor(api: StatusApi, query: PageQuery) {
    this.#api = api;
    this.#query = query;
  }

  get isSweeping(): boolean {
    return this.#running !== undefined;
  }

  /** Whether an urgent sweep may replace the running one. */
  get isReplaceable(): boolean {
    return this.#running?.urgent === false;
  }

  /** Begins a sweep. It replaces a running one, which may hang or pause between attempts. */
  async sweep(
    list: SweptList,
    unseen: Map<string, PolledRequest>,
    known: ListKnowledge,
    { urgent, onRow }: { readonly urgent: boolean; readonly onRow: SweepDeps['onRow'] },
  ): Promise<SweepResult> {
    this.cancel();
    const controller = new AbortController();
    const { signal } = controller;
    this.#running = { controller, urgent };
    const pages: SweepDeps['pages'] = (status) => {
      const query = status === undefined ? this.#query : { ...this.#query, status };
      return readPages(this.#api, query, signal, { urgent });
    };
    try {
      const report = await sweep(list, unseen, { pages, onRow }, known);
      return this.#ended(signal, { type: 'done', report });
    } catch (error) {
      return this.#ended(signal, { type: 'failed', fault: faultFrom(error) });
    }
  }

  cancel(): void {
    this.#running?.controller.abort();
    this.#running = undefined;
  }

  #ended({ aborted }: AbortSignal, swept: SweepResult): SweepResult {
    if (aborted) return { type: 'cancelled' };
    this.#running = undefined;
    return swept;
  }
}
