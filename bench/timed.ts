/** How long something takes: by the clock, and of the processors' time, its workers' included. */

export interface Duration {
  /** Seconds. */
  readonly clock: number;
  readonly processor: number;
}

export async function timed(work: () => Promise<unknown>): Promise<Duration> {
  const [begun, used] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(used);
  return { clock: (performance.now() - begun) / 1e3, processor: (user + system) / 1e6 };
}

/** Millions a second of `count` things, on so many cores; by processor time as if they had had the cores to themselves. */
export const millionsASecond = (count: number, { clock, processor }: Duration, cores: number) => ({
  value: count / clock / 1e6,
  byProcessor: (count * cores) / processor / 1e6,
});
