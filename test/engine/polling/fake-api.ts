import type {
  Description,
  Page,
  PageQuery,
  StatusApi,
} from '../../../src/engine/calls/status-api.js';
import type { RequestId } from '../../../src/engine/requests/request.js';
import { sleep } from '../../../src/engine/util/abortable.js';

export type FakeStatus = 'IN_PROGRESS' | 'SUCCEEDED' | 'FAILED';

/** One call that was made, and its place in time. */
export interface FakeCall {
  readonly type: 'describe' | 'list';
  readonly requestId?: string;
  readonly query?: PageQuery;
  readonly urgent: boolean;
  readonly atMs: number;
}

/** A service in memory, so small that it can be told for each call what it answers. */
export interface FakeApi extends StatusApi {
  readonly calls: FakeCall[];
  /** How it stands with each request; all others are running. */
  readonly statuses: Map<string, FakeStatus>;
  /** How lists say it stands, where that is not so any more. */
  readonly staleRows: Map<string, FakeStatus>;
  /** In the order of the list, for those that lists show. */
  readonly listed: string[];
  /** What a describe throws, if anything; may also wait. */
  onDescribe: (request: RequestId, signal: AbortSignal) => unknown;
  /** What a list call throws, if anything. */
  onList: (query: PageQuery) => unknown;
  /** The most describes of one request that were under way at a time. */
  readonly mostAtATime: () => number;
  readonly describes: () => readonly FakeCall[];
  readonly lists: () => readonly FakeCall[];
}

const LATENCY_MS = 50;
const PAGE_SIZE = 100;

export function createFakeApi(listed: readonly string[] = []): FakeApi {
  const calls: FakeCall[] = [];
  const underWay = new Map<string, number>();
  let most = 0;
  const count = (id: string, by: number) => {
    const sum = (underWay.get(id) ?? 0) + by;
    underWay.set(id, sum);
    most = Math.max(most, sum);
  };

  const fake: FakeApi = {
    calls,
    statuses: new Map(),
    staleRows: new Map(),
    listed: [...listed],
    onDescribe: () => undefined,
    onList: () => undefined,
    mostAtATime: () => most,
    describes: () => calls.filter(({ type }) => type === 'describe'),
    lists: () => calls.filter(({ type }) => type === 'list'),

    async describe(request, signal, { urgent = false } = {}): Promise<Description> {
      const { requestId } = request;
      calls.push({ type: 'describe', requestId, urgent, atMs: performance.now() });
      count(requestId, 1);
      try {
        await fake.onDescribe(request, signal);
        await sleep(LATENCY_MS, signal);
        const status = fake.statuses.get(requestId) ?? 'IN_PROGRESS';
        return { reading: { status, details: {}, complete: true }, response: {} };
      } finally {
        count(requestId, -1);
      }
    },

    async listPage(query, signal): Promise<Page> {
      calls.push({ type: 'list', query, urgent: false, atMs: performance.now() });
      await fake.onList(query);
      await sleep(LATENCY_MS, signal);
      const from = Number(query.nextToken ?? 0);
      const to = from + PAGE_SIZE;
      const statusOf = (id: string) =>
        fake.staleRows.get(id) ?? fake.statuses.get(id) ?? 'IN_PROGRESS';
      const rows = fake.listed
        .filter((id) => query.status === undefined || statusOf(id) === query.status)
        .map((requestId) => ({
          requestId,
          reading: { status: statusOf(requestId), details: {}, complete: false },
        }));
      const page = { rows: rows.slice(from, to) };
      return to < rows.length ? { ...page, nextToken: String(to) } : page;
    },
  };
  return fake;
}

/** An error of the service's, as the SDK throws it. */
export function serviceError(name: string, members: object = {}): Error {
  return Object.assign(new Error(`what the service said: ${name}`), { name }, members);
}

/** Never answers; rejects when aborted. */
export function hang(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
