import { expect, it } from 'vitest';
import { REQUEST_KINDS } from '../../src/engine/requests/kinds.js';
import { REQUEST_STATUSES } from '../../src/engine/requests/request.js';
import { eventIdOf } from '../../src/watcher/request-event.js';

const request = {
  kind: 'permission-set-provisioning',
  instanceArn: 'arn:aws:sso:::instance/ssoins-1234567890abcdef',
  requestId: '0f6e1f0a-1b2c-4d3e-8f90-a1b2c3d4e5f6',
} as const;

it('gives an event the same id in every version, because receivers use it for deduplication', () => {
  expect(eventIdOf(request, 'SUCCEEDED')).toBe('f2aba71f9e187f9c9a825102e59ac47b');
  const more = { ...request, accountId: '111122223333' };
  expect(eventIdOf(more, 'SUCCEEDED')).toBe(eventIdOf(request, 'SUCCEEDED'));
});

it('gives events that differ in any part different ids', () => {
  const ids = ['instance-1', 'instance-2'].flatMap((instanceArn) =>
    REQUEST_KINDS.flatMap((kind) =>
      ['a', 'b', 'a"', '","'].flatMap((requestId) =>
        REQUEST_STATUSES.map((status) => eventIdOf({ instanceArn, kind, requestId }, status)),
      ),
    ),
  );
  expect(new Set(ids).size).toBe(2 * 3 * 4 * 3);
});
