import type { CallReport } from '../calls/call-log.js';
import { isRetryable } from '../calls/fault.js';
import type { PollFailedEvent, RecoveredEvent, ThrottledEvent } from './tracker-events.js';

/** The event for a call report. */
export function eventFromReport(
  report: CallReport,
  at: Date,
): ThrottledEvent | RecoveredEvent | PollFailedEvent {
  const { operation, request } = report.call;
  switch (report.type) {
    case 'throttled': {
      const { retryAfterMs } = report.fault;
      const hint = retryAfterMs === undefined ? {} : { retryAfterMs };
      return { type: 'throttled', at, operation, ratePerSecond: report.ratePerSecond, ...hint };
    }
    case 'recovered':
      return { type: 'recovered', at, operation, afterMs: report.afterMs };
    case 'poll-failed':
      return {
        type: 'poll-failed',
        at,
        operation,
        ...(request === undefined ? {} : { requestId: request.requestId }),
        fault: report.fault.kind,
        message: report.fault.message,
        attempt: report.attempt,
        retryable: isRetryable(report.fault),
      };
  }
}
