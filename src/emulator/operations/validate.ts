import type { CheckedInput, InputMember, InputShape } from '../../engine/requests/input-shape.js';
import { invalid, malformed } from '../protocol/service-error.js';

/**
 * Checks an input. Unknown members are ignored, as by AWS.
 *
 * @throws {ServiceError} ValidationException, with all problems
 */
export function validate<Shape extends InputShape>(
  shape: Shape,
  input: object,
): asserts input is CheckedInput<Shape> {
  const problems = checkMembers(shape, input, '');
  if (problems.length > 0) {
    const errors = problems.length === 1 ? 'error' : 'errors';
    throw invalid(`${problems.length} validation ${errors} detected: ${problems.join('; ')}`);
  }
}

function checkMembers(shape: InputShape, input: object, prefix: string): readonly string[] {
  const values = new Map<string, unknown>(Object.entries(input));
  return Object.entries(shape).flatMap(([name, member]) => {
    const value = values.get(name);
    const path = `${prefix}${name.charAt(0).toLowerCase()}${name.slice(1)}`;
    if (value !== undefined && value !== null) return check(member, value, path);
    return member.required
      ? [`Value null at '${path}' failed to satisfy constraint: Member must not be null`]
      : [];
  });
}

/** The problems with a value. A value of the wrong type throws. */
function check(member: InputMember, value: unknown, path: string): readonly string[] {
  switch (member.type) {
    case 'text': {
      if (typeof value !== 'string') throw wrongType(value, 'a String');
      const { min, max, pattern } = member;
      const whole = new RegExp(`^(?:${pattern})$`, 'u');
      return unsatisfied(path, value, [
        [value.length >= min, `Member must have length greater than or equal to ${min}`],
        [value.length <= max, `Member must have length less than or equal to ${max}`],
        [whole.test(value), `Member must satisfy regular expression pattern: ${pattern}`],
      ]);
    }
    case 'enum': {
      if (typeof value !== 'string') throw wrongType(value, 'a String');
      const values = member.values.join(', ');
      return unsatisfied(path, value, [
        [member.values.includes(value), `Member must satisfy enum value set: [${values}]`],
      ]);
    }
    case 'integer': {
      if (typeof value !== 'number' || !Number.isInteger(value)) {
        throw wrongType(value, 'an Integer');
      }
      const { min, max } = member;
      return unsatisfied(path, String(value), [
        [value >= min, `Member must have value greater than or equal to ${min}`],
        [value <= max, `Member must have value less than or equal to ${max}`],
      ]);
    }
    case 'structure':
      if (typeof value !== 'object' || value === null) throw wrongType(value, 'a structure');
      return checkMembers(member.shape, value, `${path}.`);
    case 'structure-list': {
      if (!Array.isArray(value)) throw wrongType(value, 'a list');
      const items: readonly unknown[] = value;
      const { max, shape } = member;
      return [
        ...unsatisfied(path, `[${items.length} members]`, [
          [items.length <= max, `Member must have length less than or equal to ${max}`],
        ]),
        ...items.flatMap((item, index) =>
          check({ type: 'structure', shape }, item, `${path}.${index + 1}.member`),
        ),
      ];
    }
  }
}

function unsatisfied(
  path: string,
  value: string,
  constraints: readonly (readonly [satisfied: boolean, constraint: string])[],
): readonly string[] {
  return constraints
    .filter(([satisfied]) => !satisfied)
    .map(([, text]) => `Value '${value}' at '${path}' failed to satisfy constraint: ${text}`);
}

function wrongType(value: unknown, expected: string) {
  const found = value === null ? 'NULL_VALUE' : `${typeof value}_VALUE`.toUpperCase();
  return malformed(`${found} can not be converted to ${expected}`);
}
