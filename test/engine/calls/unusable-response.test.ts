import { expect, it } from 'vitest';
import { UnusableResponseError } from '../../../src/engine/calls/unusable-response.js';

it('names the operation and the problem of its response', () => {
  const error = new UnusableResponseError('DescribeX', 'status PENDING');
  expect(error.name).toBe('UnusableResponseError');
  expect(error.message).toBe('DescribeX returned no usable result: status PENDING');
});
