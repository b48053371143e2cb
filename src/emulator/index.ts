/**
 * An emulator of the SSO Admin service for tests: stateful, seeded, on a loopback port or in the same process.
 * It needs no AWS account. `docs/emulator.md` lists what it emulates and what it does not.
 *
 * @module sso-admin-waiter/emulator
 */
export { createEmulator } from './emulator.js';
export type { Emulator } from './emulator-interface.js';
export type { CallCounts } from './service/call-counts.js';
export type { EmulatorClientConfig } from './transports/client-config.js';
export type { DurationModel, DurationModels, GivenDurations } from './options/duration-model.js';
export type { RequestSubject } from '../engine/requests/request-details.js';
export type { Fault, FaultName, FaultRule, FaultWithDetails } from './faults/fault-rules.js';
export type { ListeningEmulator, ListenOptions } from './transports/http-server.js';
export { InvalidOptionError } from '../engine/results/errors.js';
export type { OperationName } from './operations/operation-names.js';
export type {
  EmulatedCall,
  EmulatorOptions,
  EmulatorQuotas,
  ListOrder,
} from './options/emulator-options.js';
export type { Random } from './util/random.js';
export type {
  InProcessHandler,
  InProcessOptions,
  InProcessRequest,
} from './transports/request-handler.js';
export type { WireResponse } from './protocol/aws-json.js';
export type { RequestSpec } from './state/request-spec.js';
export type { InspectedRequest } from './state/emulated-request.js';
