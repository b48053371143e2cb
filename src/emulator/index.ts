/**
 * An emulator of the SSO Admin service: stateful, seeded, on loopback or in process.
 *
 * What it does and does not emulate is written in the README beside this file.
 */
export { createEmulator } from './emulator.js';
export type { Emulator } from './emulator-type.js';
export type { CallCounts, EmulatedCall } from './emulated-calls.js';
export type { EmulatorClientConfig } from './client-config.js';
export type { DurationModel, DurationModels } from './request-duration.js';
export type { RequestSubject } from './emulated-request.js';
export type { Fault, FaultName, FaultRule, FaultWithDetails } from './faults.js';
export type { ListeningEmulator, ListenOptions } from './http-server.js';
export { EmulatorOptionError } from './option-checks.js';
export type { OperationName } from './operation-names.js';
export type { EmulatorOptions, EmulatorQuotas, ListOrder } from './emulator-options.js';
export type { Random } from './random.js';
export type { InProcessHandler, InProcessOptions, InProcessRequest } from './request-handler.js';
export type { RequestSpec } from './request-spec.js';
export type { InspectedRequest } from './inspected-request.js';
