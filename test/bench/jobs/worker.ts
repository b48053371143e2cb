import { parentPort } from 'node:worker_threads';
import { warmUp } from '../time/virtual-time.js';
import { runScenario } from '../world/run.js';
import { scenarioNamed, strategyNamed, type Answer, type Job } from './job.js';

await warmUp();

parentPort?.on('message', (job: Job) => {
  void answer(job).then((each) => parentPort?.postMessage(each, []));
});

async function answer(job: Job): Promise<Answer> {
  try {
    const { scenario, strategy, seed } = job;
    return {
      job,
      record: await runScenario(scenarioNamed(scenario), strategyNamed(strategy), seed),
    };
  } catch (error) {
    return { job, error: String(error) };
  }
}
