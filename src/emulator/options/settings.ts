import { KINDS, REQUEST_KINDS } from '../../engine/requests/kinds.js';
import { DEFAULT_DURATIONS, durationsOf, type DurationModels } from './duration-model.js';
import {
  membersOf,
  milliseconds,
  mustBe,
  numberFrom,
  wholeFrom,
  wordOf,
  type OptionCheck,
} from './option-checks.js';
import type {
  EmulatedCall,
  EmulatorOptions,
  EmulatorQuotas,
  ListOrder,
} from './emulator-options.js';

/** Calls a second, and how many may come at once after a pause. */
export interface RateLimit {
  readonly ratePerSecond: number;
  readonly burst: number;
}

/** The options, checked and completed. */
export interface Settings {
  readonly seed: number;
  readonly region: string;
  readonly instanceArn: string;
  readonly accountId: string;
  readonly durations: DurationModels;
  readonly failureRate: number;
  readonly rateLimit: RateLimit;
  /** The quotas of requests in progress, by name. */
  readonly outstanding: ReadonlyMap<string, number>;
  readonly otherTrafficTps: (elapsedMs: number) => number;
  readonly listOrder: ListOrder;
  readonly listLagMs: number;
  readonly notFoundWindowMs: number;
  readonly retentionMs: number;
  readonly history: number;
  readonly latencyMs: number;
  readonly callLogSize: number;
  readonly onCall: ((call: EmulatedCall) => void) | undefined;
}

/** Checks and completes the options; throws an EmulatorOptionError for one that cannot be used. */
export function resolveOptions(options: EmulatorOptions): Settings {
  checkOptions('', options);
  const { quotas = {}, otherTrafficTps = 0 } = options;
  return {
    seed: options.seed ?? 1,
    region: options.region ?? 'us-east-1',
    instanceArn: options.instanceArn ?? 'arn:aws:sso:::instance/ssoins-1234567890abcdef',
    accountId: options.accountId ?? '111122223333',
    durations: completeDurations(options.durations),
    failureRate: options.failureRate ?? 0,
    rateLimit: rateLimitOf(quotas.ratePerSecond ?? 20, quotas.burst),
    outstanding: outstandingOf(quotas),
    otherTrafficTps: otherTrafficOf(otherTrafficTps),
    listOrder: options.listOrder ?? 'newest-first',
    listLagMs: options.listLagMs ?? 0,
    notFoundWindowMs: options.notFoundWindowMs ?? 0,
    retentionMs: options.retentionMs ?? Infinity,
    history: options.history ?? 0,
    latencyMs: options.latencyMs ?? 0,
    callLogSize: options.callLogSize ?? 1000,
    onCall: options.onCall,
  };
}

/** A rate with its burst; checked, since both can be changed while the emulator runs. */
export function rateLimitOf(ratePerSecond: number, burst?: number): RateLimit {
  tps('ratePerSecond', ratePerSecond);
  if (burst !== undefined) tps('burst', burst);
  return { ratePerSecond, burst: burst ?? defaultBurst(ratePerSecond) };
}

/** The burst that goes with a rate: one second's worth, and at least one call. */
export function defaultBurst(ratePerSecond: number): number {
  return ratePerSecond === 0 ? 0 : Math.max(ratePerSecond, 1);
}

const OUTSTANDING_QUOTAS = REQUEST_KINDS.flatMap((kind) => KINDS[kind].start?.quota ?? []);

const tps = numberFrom(0);
const finiteTps = mustBe(
  'a finite number, 0 or more, or a function that returns one',
  (value) => typeof value === 'number' && value >= 0 && value < Infinity,
);
const instanceArn = mustBe(
  'the ARN of an instance, such as arn:aws:sso:::instance/ssoins-1234567890abcdef',
  (value) =>
    typeof value === 'string' &&
    /^arn:aws(-[a-z]{1,5}){0,3}:sso:::instance\/(sso)?ins-[a-zA-Z0-9-.]{16}$/.test(value),
);
const lognormal = membersOf({ medianMs: milliseconds, sigma: numberFrom(0, 10) }, [
  'medianMs',
  'sigma',
]);
const durationModel: OptionCheck = (option, value) => {
  if (typeof value === 'function') return;
  if (typeof value === 'object') {
    lognormal(option, value);
    return;
  }
  mustBe(
    'milliseconds, 0 or more, { medianMs, sigma }, or a function',
    (ms) => typeof ms === 'number' && ms >= 0,
  )(option, value);
};
const functionOnly = mustBe('a function', (value) => typeof value === 'function');

const checkOptions = membersOf({
  seed: wholeFrom(Number.MIN_SAFE_INTEGER),
  region: mustBe('the name of a Region', (value) => typeof value === 'string' && value !== ''),
  instanceArn,
  accountId: mustBe('12 digits', (value) => typeof value === 'string' && /^\d{12}$/.test(value)),
  durations: (option, value) => {
    if (isPerKind(value)) {
      membersOf(Object.fromEntries(REQUEST_KINDS.map((kind) => [kind, durationModel])))(
        option,
        value,
      );
    } else {
      durationModel(option, value);
    }
  },
  failureRate: numberFrom(0, 1),
  quotas: membersOf({
    ratePerSecond: tps,
    burst: tps,
    ...Object.fromEntries(OUTSTANDING_QUOTAS.map(({ name }) => [name, numberFrom(0)])),
  }),
  otherTrafficTps: (option, value) => {
    if (typeof value !== 'function') finiteTps(option, value);
  },
  listOrder: wordOf(['newest-first', 'oldest-first', 'shuffled']),
  listLagMs: milliseconds,
  notFoundWindowMs: milliseconds,
  retentionMs: numberFrom(0),
  history: wholeFrom(0),
  latencyMs: milliseconds,
  callLogSize: wholeFrom(0),
  onCall: functionOnly,
} satisfies Record<keyof EmulatorOptions, OptionCheck>);

function outstandingOf(quotas: EmulatorQuotas): ReadonlyMap<string, number> {
  const given = new Map<string, number | undefined>(Object.entries(quotas));
  return new Map(
    OUTSTANDING_QUOTAS.map(({ name, outstanding }) => [name, given.get(name) ?? outstanding]),
  );
}

function otherTrafficOf(
  given: NonNullable<EmulatorOptions['otherTrafficTps']>,
): (elapsedMs: number) => number {
  if (typeof given === 'number') return () => given;
  return (elapsedMs) => {
    const others = given(elapsedMs);
    finiteTps('otherTrafficTps', others);
    return others;
  };
}

function completeDurations(durations: EmulatorOptions['durations']): DurationModels {
  if (durations === undefined) return DEFAULT_DURATIONS;
  if (isPerKind(durations)) return { ...DEFAULT_DURATIONS, ...durations };
  return durationsOf(() => durations);
}

function isPerKind(value: unknown): value is Partial<DurationModels> {
  return (
    typeof value === 'object' && value !== null && !('medianMs' in value) && !('sigma' in value)
  );
}
