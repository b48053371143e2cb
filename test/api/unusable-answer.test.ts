import { expect, it } from 'vitest';
import { UnusableAnswerError } from '../../src/api/unusable-answer.js';

it('names the operation and what was wrong with its answer', () => {
  const error = new UnusableAnswerError('DescribeX', 'status PENDING');
  expect(error.name).toBe('UnusableAnswerError');
  expect(error.message).toBe('DescribeX answered without a usable result: status PENDING');
});
