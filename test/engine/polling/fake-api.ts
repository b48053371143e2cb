import type {
  Description,
  Page,
  PageQuery,
  StatusApi,
} from '../../../src/engine/calls/status-api.js';
import type { RequestId } from '../../../src/engine/requests/request.js';
import { sleep } from '../../../src/engine/util/abortable.js';

export type FakeStatus = 'IN_PROGRESS' | 'SUCCEEDED' | 'FAILED';

/** A call, and its time. */
export interface FakeCall {
  readonly type: 'describe' | 'list';
  readonly requestId?: string;
  readonly query?: PageQuery;
  readonly urgent: boolean;
  readonly atMs: number;
}

/** A service in memory whose responses tests can set for each call. */
export interface FakeApi extends StatusApi {
  readonly calls: FakeCall[];
  /** The status of each request; all others are in progress. */
  readonly statuses: Map<string, FakeStatus>;
  /** The status that lists show, if it is outdated. */
  readonly staleRows: Map<string, FakeStatus>;
  /** The ids of the requests that lists show, in that order. */
  readonly listed: string[];
  /** Called by each describe; may throw or wait. */
  onDescribe: (request: RequestId, signal: AbortSignal) => unknown;
  /** Called by each list call; may throw or wait. */
  onList: (query: PageQuery) => unknown;
  /** The maximum number of describes of one request in flight at a time. */
  readonly maxInFlight: () => number;
  readonly describes: () => readonly FakeCall[];
  readonly lists: () => readonly FakeCall[];
}

const LATENCY_MS = 50;
const PAGE_SIZE = 100;

export function createFakeApi(listed: readonly string[] = []): FakeApi {
  const calls: FakeCall[] = [];
  const inFlight = new Map<string, number>();
  let max = 0;
  const count = (id: string, by: number) => {
    const sum = (inFlight.get(id) ?? 0) + by;
    inFlight.set(id, sum);
    max = Math.max(max, sum);
  };

  const fake: FakeApi = {
    calls,
    statuses: new Map(),
    staleRows: new Map(),
    listed: [...listed],
    onDescribe: () => undefined,
    onList: () => undefined,
    maxInFlight: () => max,
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

/** An error of AWS, as the SDK throws it. */
export function serviceError(name: string, members: object = {}): Error {
  return Object.assign(new Error(`message from AWS: ${name}`), { name }, members);
}

/** Never resolves; rejects when aborted. */
export function hang(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
