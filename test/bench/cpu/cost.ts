/** The CPU time of `work` in this process, user and system, in milliseconds. */
export async function cpuMsOf(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** The bytes in use after garbage collection. @throws without `--expose-gc` */
export async function heapInUse(): Promise<number> {
  if (globalThis.gc === undefined) throw new Error('Run this with node --expose-gc.');
  // Repeated, because finalizers release objects that only the next collection frees.
  for (let times = 0; times < 3; times += 1) {
    globalThis.gc();
    await new Promise((resolve) => setImmediate(resolve));
  }
  return process.memoryUsage().heapUsed;
}
