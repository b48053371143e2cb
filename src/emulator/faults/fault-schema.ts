import * as v from 'valibot';
import { check } from '../../engine/options/check.js';
import {
  limitOfAtLeast,
  members,
  numberBetween,
  numberOfAtLeast,
  oneOf,
} from '../../engine/options/schema.js';
import { OPERATION_NAMES } from '../operations/operation-names.js';
import type { FaultName, FaultRule } from './fault-rules.js';

/** A record, so that the compiler finds a name that is missing here. */
const FAULT_NAMES: Readonly<Record<FaultName, true>> = {
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
};

const nameSchema = oneOf(Object.keys(FAULT_NAMES));

const detailsSchema = v.variant(
  'type',
  [
    members({
      type: v.literal('throttle'),
      retryAfterSeconds: v.optional(limitOfAtLeast(0)),
      retryAfterMs: v.optional(numberOfAtLeast(0)),
      statusCode: v.optional(v.picklist([400, 429], '400 or 429')),
    }),
    members({ type: v.literal('unknown-status'), status: v.string('a text') }),
    members({ type: v.literal('latency'), latencyMs: numberOfAtLeast(0) }),
  ],
  'one of throttle, unknown-status, latency; other faults have only a name',
);

const operationSchema = oneOf(['*', ...OPERATION_NAMES]);

const faultRuleSchema = members({
  operations: v.optional(
    v.lazy((given): v.GenericSchema =>
      Array.isArray(given) ? v.array(operationSchema) : operationSchema,
    ),
  ),
  probability: v.optional(numberBetween(0, 1)),
  times: v.optional(limitOfAtLeast(0)),
  fault: v.lazy((given): v.GenericSchema =>
    typeof given === 'object' && given !== null ? detailsSchema : nameSchema,
  ),
});

/** @throws {InvalidOptionError} */
export function checkFaultRule(rule: FaultRule): void {
  check(faultRuleSchema, rule);
}
