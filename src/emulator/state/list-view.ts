import type { RequestStatus } from '../../engine/requests/request.js';
import type { ListOrder } from '../options/emulator-options.js';
import type { Random } from '../util/random.js';
import { isRetained, type EmulatedRequest } from './emulated-request.js';

/** The requests of one kind in list order, at a time that only increases. */
export interface ListView {
  /** Adds a request, which must not start before the others. */
  add(request: EmulatedRequest): void;
  /** The rows at `atMs`, all or those with a status. The next call changes the array. */
  rowsAt(atMs: number, status?: RequestStatus): readonly EmulatedRequest[];
}

/**
 * Creates a view that contains `past`: requests that ended before the emulator was created.
 *
 * Each status has its own sorted list. So a page of the requests in progress has the same cost after 20 or
 * 20,000 ended requests.
 */
export function createListView(past: readonly EmulatedRequest[], retentionMs: number): ListView {
  let all = past.toSorted((one, other) => one.rank - other.rank);
  let running: EmulatedRequest[] = [];
  let ended = {
    SUCCEEDED: all.filter(({ outcome }) => outcome.status === 'SUCCEEDED'),
    FAILED: all.filter(({ outcome }) => outcome.status === 'FAILED'),
  };
  let unseen: EmulatedRequest[] = [];
  let nextExpiryMs = earliestEnd(all) + retentionMs;

  function showStarted(atMs: number): void {
    const hidden = unseen.findIndex(({ startedAtMs }) => startedAtMs > atMs);
    const started = unseen.splice(0, hidden === -1 ? unseen.length : hidden);
    for (const request of started) {
      insert(all, request);
      insert(running, request);
    }
  }

  function moveEnded(atMs: number): void {
    if (earliestEnd(running) > atMs) return;
    for (const request of running.filter(({ endsAtMs }) => endsAtMs <= atMs)) {
      insert(ended[request.outcome.status], request);
      nextExpiryMs = Math.min(nextExpiryMs, request.endsAtMs + retentionMs);
    }
    running = running.filter(({ endsAtMs }) => endsAtMs > atMs);
  }

  function forgetOld(atMs: number): void {
    if (atMs < nextExpiryMs) return;
    const retained = (request: EmulatedRequest) => isRetained(request, retentionMs, atMs);
    all = all.filter(retained);
    ended = { SUCCEEDED: ended.SUCCEEDED.filter(retained), FAILED: ended.FAILED.filter(retained) };
    nextExpiryMs = earliestEnd(all) + retentionMs;
  }

  return {
    add: (request) => {
      unseen.push(request);
    },
    rowsAt: (atMs, status) => {
      showStarted(atMs);
      moveEnded(atMs);
      forgetOld(atMs);
      if (status === undefined) return all;
      return status === 'IN_PROGRESS' ? running : ended[status];
    },
  };
}

/**
 * The rank of the nth request in lists; a lower rank is first. Requests of the history have negative numbers.
 * Shuffled requests keep their rank, so a new request can appear anywhere.
 */
export function createRanking(order: ListOrder, random: Random): (index: number) => number {
  const rankings: Readonly<Record<ListOrder, (index: number) => number>> = {
    'newest-first': (index) => -index,
    'oldest-first': (index) => index,
    shuffled: () => random(),
  };
  return rankings[order];
}

function earliestEnd(requests: readonly EmulatedRequest[]): number {
  return requests.reduce((earliest, { endsAtMs }) => Math.min(earliest, endsAtMs), Infinity);
}

/** Inserts by rank, with a binary search. */
function insert(ranked: EmulatedRequest[], request: EmulatedRequest): void {
  let low = 0;
  let high = ranked.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ranked[middle]?.rank ?? Infinity) < request.rank) low = middle + 1;
    else high = middle;
  }
  ranked.splice(low, 0, request);
}
