import { faultFrom } from '../calls/call-error.js';
import type { Fault } from '../calls/fault.js';
import type { PageQuery, StatusApi } from '../calls/status-api.js';
import type { ListKnowledge } from './list-knowledge.js';
import type { SweepOf } from './plan-polls.js';
import type { Entry } from './entry.js';
import { readPages } from './read-pages.js';
import { sweep, type SweepReport, type SweepScope } from './sweep.js';

/** How a sweep ended. */
export type Swept =
  | { readonly type: 'done'; readonly report: SweepReport }
  | { readonly type: 'failed'; readonly fault: Fault }
  /** Replaced, or of no use any more. */
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

  /** Whether the running sweep may be given up for one that goes before all other calls. */
  get isReplaceable(): boolean {
    return this.#running?.urgent === false;
  }

  /** Begins a sweep in place of one that is running, which may hang, or be asleep between attempts. */
  async sweep(
    of: SweepOf,
    unseen: Map<string, Entry>,
    known: ListKnowledge,
    { urgent, take }: { readonly urgent: boolean; readonly take: SweepScope['take'] },
  ): Promise<Swept> {
    this.cancel();
    const controller = new AbortController();
    const { signal } = controller;
    this.#running = { controller, urgent };
    const pages: SweepScope['pages'] = (status) =>
      readPages(
        this.#api,
        status === undefined ? this.#query : { ...this.#query, status },
        signal,
        {
          urgent,
        },
      );
    try {
      const report = await sweep(of, unseen, { pages, take }, known);
      return this.#ended(signal, { type: 'done', report });
    } catch (error) {
      return this.#ended(signal, { type: 'failed', fault: faultFrom(error) });
    }
  }

  cancel(): void {
    this.#running?.controller.abort();
    this.#running = undefined;
  }

  #ended({ aborted }: AbortSignal, swept: Swept): Swept {
    if (aborted) return { type: 'cancelled' };
    this.#running = undefined;
    return swept;
  }
}
