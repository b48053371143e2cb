import { Worker } from 'node:worker_threads';
import type { RunRecord } from '../world/run.js';
import type { Job, WorkerResponse } from './job.js';

/** Receives the number of jobs that are done. */
export type OnProgress = (done: number, of: number) => void;

/**
 * Runs jobs on `threads` threads. They start in the given order.
 *
 * @returns the records, in the order of the jobs
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
    const settle = (response: WorkerResponse) => {
      worker.off('error', reject);
      if ('record' in response) resolve(response.record);
      else reject(new Error(`${JSON.stringify(job)}: ${response.error}`));
    };
    worker.once('error', reject);
    worker.once('message', settle);
    worker.postMessage(job, []);
  });
}
