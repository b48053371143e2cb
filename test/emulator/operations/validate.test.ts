import { describe, expect, it } from 'vitest';
import { ServiceError } from '../../../src/emulator/protocol/service-error.js';
import { validate } from '../../../src/emulator/operations/validate.js';
import {
  integer,
  listOf,
  oneOf,
  required,
  structure,
  text,
  type InputShape,
} from '../../../src/engine/requests/input-shape.js';

const SHAPE = {
  InstanceArn: required(text({ min: 3, max: 5, pattern: '[a-z]+' })),
  MaxResults: integer({ min: 1, max: 100 }),
  Filter: structure({ Status: oneOf('A', 'B') }),
  Tags: listOf({ Key: required(text({ min: 1, max: 2, pattern: '.*' })) }, 2),
} satisfies InputShape;

function problemIn(input: object): string {
  try {
    validate(SHAPE, input);
  } catch (error) {
    if (error instanceof ServiceError) return `${error.code}: ${error.message}`;
    throw error;
  }
  return 'none';
}

describe('validate', () => {
  it('accepts valid input, null for absent, and unknown members', () => {
    expect(problemIn({ InstanceArn: 'abc' })).toBe('none');
    expect(
      problemIn({
        InstanceArn: 'abcde',
        MaxResults: 100,
        Filter: { Status: 'B' },
        Tags: [{ Key: 'k' }],
        Unknown: 1,
      }),
    ).toBe('none');
    expect(problemIn({ InstanceArn: 'abc', MaxResults: null, Filter: {} })).toBe('none');
  });

  it.each([
    [{}, "Value null at 'instanceArn' failed to satisfy constraint: Member must not be null"],
    [
      { InstanceArn: 'ab' },
      "Value 'ab' at 'instanceArn' failed to satisfy constraint: Member must have length greater than or equal to 3",
    ],
    [
      { InstanceArn: 'abcdef' },
      "Value 'abcdef' at 'instanceArn' failed to satisfy constraint: Member must have length less than or equal to 5",
    ],
    [
      { InstanceArn: 'ABC' },
      "Value 'ABC' at 'instanceArn' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-z]+",
    ],
    [
      { InstanceArn: 'abc', MaxResults: 0 },
      "Value '0' at 'maxResults' failed to satisfy constraint: Member must have value greater than or equal to 1",
    ],
    [
      { InstanceArn: 'abc', MaxResults: 101 },
      "Value '101' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 100",
    ],
    [
      { InstanceArn: 'abc', Filter: { Status: 'C' } },
      "Value 'C' at 'filter.status' failed to satisfy constraint: Member must satisfy enum value set: [A, B]",
    ],
    [
      { InstanceArn: 'abc', Tags: [{ Key: 'k' }, {}] },
      "Value null at 'tags.2.member.key' failed to satisfy constraint: Member must not be null",
    ],
  ])('%j', (input, message) => {
    expect(problemIn(input)).toBe(`ValidationException: 1 validation error detected: ${message}`);
  });

  it('counts all problems', () => {
    expect(problemIn({ InstanceArn: 'A' })).toBe(
      "ValidationException: 2 validation errors detected: Value 'A' at 'instanceArn' failed to satisfy constraint: " +
        "Member must have length greater than or equal to 3; Value 'A' at 'instanceArn' failed to satisfy constraint: " +
        'Member must satisfy regular expression pattern: [a-z]+',
    );
  });

  it.each([
    [{ InstanceArn: 5 }, 'NUMBER_VALUE can not be converted to a String'],
    [{ InstanceArn: 'abc', MaxResults: '5' }, 'STRING_VALUE can not be converted to an Integer'],
    [{ InstanceArn: 'abc', Filter: 'A' }, 'STRING_VALUE can not be converted to a structure'],
    [{ InstanceArn: 'abc', Tags: {} }, 'OBJECT_VALUE can not be converted to a list'],
    [{ InstanceArn: 'abc', Tags: [null] }, 'NULL_VALUE can not be converted to a structure'],
    [{ InstanceArn: 'abc', Tags: [1] }, 'NUMBER_VALUE can not be converted to a structure'],
  ])('rejects the wrong type in %j', (input, message) => {
    expect(problemIn(input)).toBe(`SerializationException: ${message}`);
  });
});
