import { Worker } from 'node:worker_threads';
import type { RunRecord } from '../world/run.js';
import type { Answer, Job } from './job.js';

/** Is told how many of the jobs are done. */
export type OnProgress = (done: number, of: number) => void;

/**
 * Runs jobs on `threads` threads, in the order given as far as that goes.
 *
 * @returns their records in the order of the jobs, whichever was done first
 */
export async function runJobs(
  jobs: readonly Job[],
  threads: number,
  onProgress: OnProgress,
): Promise<readonly RunRecord[]> {
  const records = new Map<number, RunRecord>();
  let next = 0;
  const serve = async (worker: Worker) => {
    while (next < jobs.length) {
      const index = next;
      next += 1;
      const job = jobs[index];
      if (job === undefined) return;
      records.set(index, await perform(worker, job));
      onProgress(records.size, jobs.length);
    }
  };
  const workers = Array.from(
    { length: Math.min(threads, jobs.length) },
    () => new Worker(new URL('worker.js', import.meta.url)),
  );
  try {
    await Promise.all(workers.map(serve));
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
  return jobs.flatMap((_, index) => records.get(index) ?? []);
}

function perform(worker: Worker, job: Job): Promise<RunRecord> {
  return new Promise((resolve, reject) => {
    const settle = (answer: Answer) => {
      worker.off('error', reject);
      if ('record' in answer) resolve(answer.record);
      else reject(new Error(`${JSON.stringify(job)}: ${answer.error}`));
    };
    worker.once('error', reject);
    worker.once('message', settle);
    worker.postMessage(job, []);
  });
}
