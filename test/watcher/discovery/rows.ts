import type { Row } from '../../../src/engine/calls/status-api.js';
import type { RequestStatus } from '../../../src/engine/requests/request.js';

/** A row of a list. */
export function row(
  requestId: string,
  createdMs?: number,
  status: RequestStatus = 'SUCCEEDED',
): Row {
  const details = createdMs === undefined ? {} : { createdDate: new Date(createdMs) };
  return { requestId, reading: { status, details, complete: false } };
}
