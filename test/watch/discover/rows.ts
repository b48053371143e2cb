import type { Row } from '../../../src/api/status-api.js';
import type { RequestStatus } from '../../../src/request/request.js';

/** A row of a list. */
export function row(
  requestId: string,
  createdMs?: number,
  status: RequestStatus = 'SUCCEEDED',
): Row {
  const details = createdMs === undefined ? {} : { createdDate: new Date(createdMs) };
  return { requestId, reading: { status, details, complete: false } };
}
