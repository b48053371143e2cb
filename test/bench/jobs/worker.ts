import { parentPort } from 'node:worker_threads';
import { warmUp } from '../time/virtual-time.js';
import { runScenario } from '../world/run.js';
import { scenarioNamed, strategyNamed, type Job, type WorkerResponse } from './job.js';

await warmUp();

parentPort?.on('message', (job: Job) => {
  void perform(job).then((each) => parentPort?.postMessage(each, []));
});

async function perform(job: Job): Promise<WorkerResponse> {
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
