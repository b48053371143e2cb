import type { Emulator } from 'sso-admin-waiter/emulator';
import { seededRandom } from '../time/random.js';
import { USUAL_RATE, type Scenario, type Storm } from './scenario.js';

/** The operation that other callers use, and no strategy. */
export const RIVAL_OPERATION = 'ListPermissionSets';

/** Starts the storm and the other callers of a scenario. */
export function startWeather(emulator: Emulator, scenario: Scenario, seed: number): void {
  if (scenario.storm) startStorm(emulator, scenario.storm);
  if (scenario.competingTps) startRivals(emulator, scenario.competingTps, seed);
}

function startStorm(emulator: Emulator, { fromMs, untilMs, ratePerSecond }: Storm): void {
  setTimeout(() => emulator.setRate(ratePerSecond), fromMs);
  setTimeout(() => emulator.setRate(USUAL_RATE), untilMs);
}

/** Other callers: they call at random times (Poisson), without retries, until the end of the run. */
function startRivals(emulator: Emulator, tps: number, seed: number): void {
  const random = seededRandom(`rivals ${seed}`);
  const body = JSON.stringify({ InstanceArn: emulator.instanceArn });
  const headers = { 'x-amz-target': `SWBExternalService.${RIVAL_OPERATION}` };
  const next = () => {
    const pauseMs = (-Math.log(1 - random()) / tps) * 1000;
    setTimeout(() => {
      void emulator.requestHandler.handle({ method: 'POST', path: '/', headers, body });
      next();
    }, pauseMs);
  };
  next();
}
