import type { Emulator } from 'sso-admin-waiter/emulator';
import { seededRandom } from '../time/random.js';
import { USUAL_RATE, type Scenario, type Storm } from './scenario.js';

/** The operation that rivals call; no strategy does. */
export const RIVAL_OPERATION = 'ListPermissionSets';

/** Sets going what happens to the service from outside. */
export function startWeather(emulator: Emulator, scenario: Scenario, seed: number): void {
  if (scenario.storm) startStorm(emulator, scenario.storm);
  if (scenario.competingTps) startRivals(emulator, scenario.competingTps, seed);
}

function startStorm(emulator: Emulator, { fromMs, untilMs, ratePerSecond }: Storm): void {
  setTimeout(() => emulator.setRate(ratePerSecond), fromMs);
  setTimeout(() => emulator.setRate(USUAL_RATE), untilMs);
}

/** Others who call at random times (Poisson), do not repeat what was throttled, and never end. */
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
