import { KINDS } from '../requests/kinds.js';
import type { RateLimitedCaller } from './rate-limited-caller.js';
import type { StatusApi } from './status-api.js';

/** The port again, decorated: every call is paced, limited and repeated. Rejects with `CallError`. */
export function withRateLimit(api: StatusApi, caller: RateLimitedCaller): StatusApi {
  return {
    describe: (request, signal, { urgent = false } = {}) =>
      caller.call(
        { type: 'describe', operation: KINDS[request.kind].describe, request, urgent },
        signal,
        (limited) => api.describe(request, limited),
      ),
    listPage: (query, signal, { urgent = false } = {}) =>
      caller.call({ type: 'list', operation: KINDS[query.kind].list, urgent }, signal, (limited) =>
        api.listPage(query, limited),
      ),
  };
}
