import { STRATEGIES } from './strategies/table.js';
import { warmUp } from './time/virtual-time.js';
import { SCENARIOS } from './world/scenarios.js';
import { runScenario } from './world/run.js';
await warmUp();
const [, , sc, st, seed = '1'] = process.argv;
for (const scenario of SCENARIOS.filter((s) => s.name === sc))
  for (const strategy of STRATEGIES.filter((s) => !st || s.name === st)) {
    const t = process.hrtime.bigint();
    const r = await runScenario(scenario, strategy, Number(seed));
    const ms = Number(process.hrtime.bigint() - t) / 1e6;
    const d = r.waits.flatMap((w) => w.delayMs ?? []);
    const mean = d.reduce((a, b) => a + b, 0) / d.length;
    process.stdout.write(
      `${scenario.name} ${strategy.name} mean ${mean.toFixed(0)} max ${Math.max(...d).toFixed(0)} calls ${r.own.calls} thr ${r.own.throttled} rivals ${JSON.stringify(r.rivals)} storm ${JSON.stringify(r.stormy)} gaveup ${r.waits.length - d.length} wrong ${r.wrong} fin ${(r.finishedAtMs / 1000).toFixed(1)} real ${ms.toFixed(0)}ms ${((ms / r.own.calls) * 1000).toFixed(0)}us/call\n`,
    );
  }
