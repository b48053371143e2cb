import type { FaultName, FaultRule, FaultWithDetails } from './fault-rules.js';
import { OPERATION_NAMES } from '../operations/operation-names.js';
import {
  EmulatorOptionError,
  membersOf,
  milliseconds,
  mustBe,
  numberFrom,
  wordOf,
  type OptionCheck,
} from '../options/option-checks.js';

/** Throws an EmulatorOptionError when a rule cannot be used. */
export function checkFaultRule(rule: FaultRule): void {
  checkMembers('', rule);
}

const operationName = wordOf(['*', ...OPERATION_NAMES]);

const oneOfTheNames = wordOf(
  Object.keys({
    throttle: true,
    'server-error': true,
    'internal-failure': true,
    'html-error': true,
    'connection-reset': true,
    'cut-off-body': true,
    silence: true,
    'access-denied': true,
    'expired-token': true,
    'kms-not-found': true,
    conflict: true,
    'quota-exceeded': true,
    'empty-body': true,
    'unknown-status': true,
  } satisfies Record<FaultName, true>),
);

const type = mustBe('a string', (value) => typeof value === 'string');
const details = new Map<unknown, OptionCheck>(
  Object.entries({
    throttle: membersOf({
      type,
      retryAfterSeconds: numberFrom(0),
      retryAfterMs: milliseconds,
      statusCode: mustBe('400 or 429', (value) => value === 400 || value === 429),
    }),
    'unknown-status': membersOf({ type, status: type }, ['status']),
    latency: membersOf({ type, latencyMs: milliseconds }, ['latencyMs']),
  } satisfies Record<FaultWithDetails['type'], OptionCheck>),
);

const checkMembers = membersOf(
  {
    operations: (option, value) => {
      for (const name of Array.isArray(value) ? (value as unknown[]) : [value]) {
        operationName(option, name);
      }
    },
    probability: numberFrom(0, 1),
    times: numberFrom(0),
    fault: (option, value) => {
      if (typeof value !== 'object' || value === null) {
        oneOfTheNames(option, value);
        return;
      }
      const check = 'type' in value ? details.get(value.type) : undefined;
      if (check === undefined) {
        const types = [...details.keys()].join(', ');
        throw new EmulatorOptionError(
          `${option}.type`,
          value,
          `one of ${types}; others go by name`,
        );
      }
      check(option, value);
    },
  },
  ['fault'],
);
