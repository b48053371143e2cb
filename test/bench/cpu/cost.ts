/** CPU time that `work` takes in this process, in milliseconds: user and system. */
export async function cpuMsOf(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** Bytes that are still in use after a collection. @throws without `--expose-gc` */
export async function heapInUse(): Promise<number> {
  if (globalThis.gc === undefined) throw new Error('Run this with node --expose-gc.');
  // Repeatedly: what finalizers and signals let go of after one is collected at the next.
  for (let times = 0; times < 3; times += 1) {
    globalThis.gc();
    await new Promise((resolve) => setImmediate(resolve));
  }
  return process.memoryUsage().heapUsed;
}
