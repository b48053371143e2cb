import type { Emulator } from 'sso-admin-waiter/emulator';
import type { Foresight } from '../strategies/strategy.js';
import { USUAL_RATE, type Scenario } from './scenario.js';

/** The future ends and rates, for the limit. */
export function foresee(emulator: Emulator, scenario: Scenario): Foresight {
  const { storm, competingTps = 0, emulator: options } = scenario;
  const others = typeof options.otherTrafficTps === 'number' ? options.otherTrafficTps : 0;
  return {
    endsAtMs: ({ requestId }) => emulator.inspect(requestId)?.endsAtMs ?? Infinity,
    rateAt: (atMs) => {
      const stormy = storm !== undefined && atMs >= storm.fromMs && atMs < storm.untilMs;
      const rate = stormy ? storm.ratePerSecond : USUAL_RATE;
      return { perSecond: Math.max(rate - others - competingTps, 1), burst: rate };
    },
  };
}
