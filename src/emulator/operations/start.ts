import type { StartOperation } from '../../engine/requests/kind.js';
import type { RequestKind } from '../../engine/requests/kinds.js';
import { memberOf } from '../../engine/requests/reading.js';
import { invalid } from '../protocol/service-error.js';
import { operation, type Operation } from './operation.js';
import { responseOutput } from './status-output.js';

/** The operation that starts requests of a kind. */
export function startOperation(kind: RequestKind, start: StartOperation): Operation {
  return operation(start.input, (input, world, atMs) => {
    const instanceArn = memberOf(input, 'InstanceArn');
    if (typeof instanceArn === 'string') world.directory.requireInstance(instanceArn);
    const problem = start.problemIn?.(input);
    if (problem !== undefined) throw invalid(problem);
    const subject = start.subjectFrom(input);
    if (subject.permissionSetArn !== undefined) {
      world.directory.requirePermissionSet(subject.permissionSetArn);
    }
    const draft = { kind, subject, requestId: start.resourceFrom?.(input) };
    return responseOutput(world.startWithinQuota(draft, atMs), atMs);
  });
}
