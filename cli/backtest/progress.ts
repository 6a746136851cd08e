/** How far a long study is, with its rate and the time left, on standard error; and Ctrl-C, which keeps what is done. */

export interface StudyProgress {
  /** Whether whoever watches wants no more. */
  readonly stopped: boolean;
  /** @param of how much there is to do, where that is known only now */
  update(done: number, of?: number): void;
}

const SECOND = 1_000;

/**
 * Runs `study`, showing its progress where standard error is a terminal. The first Ctrl-C stops it, a second one kills.
 * @param total how much there is to do, where that is known beforehand
 */
export async function withProgress<T>(
  total: number | undefined,
  what: string,
  study: (progress: StudyProgress) => Promise<T>,
): Promise<T> {
  const { stderr } = process;
  const began = performance.now();
  const progress = {
    stopped: false,
    update(done: number, of = total) {
      if (!stderr.isTTY) return;
      const rate = (done * SECOND) / (performance.now() - began);
      stderr.clearLine(0);
      stderr.cursorTo(0);
      stderr.write(progressLine(done, of, rate, what));
    },
  };
  const stop = () => {
    progress.stopped = true;
    if (stderr.isTTY) stderr.write(", stopping …");
  };
  process.once("SIGINT", stop);
  try {
    return await study(progress);
  } finally {
    process.off("SIGINT", stop);
    if (stderr.isTTY) {
      stderr.clearLine(0);
      stderr.cursorTo(0);
    }
  }
}

/** `1,200 of 5,000 settings, 24%, 350 a second, 11 s left` */
export function progressLine(done: number, of: number | undefined, rate: number, what: string): string {
  const pace = `${rate < 10 ? rate.toFixed(1) : counted(rate)} a second`;
  if (of === undefined) return `${counted(done)} ${what}, ${pace}`;
  const left = rate > 0 ? `, ${duration((of - done) / rate)} left` : "";
  return `${counted(done)} of ${counted(of)} ${what}, ${Math.floor((100 * done) / of)}%, ${pace}${left}`;
}

const counted = (value: number): string => Math.round(value).toLocaleString("en-US");

/** `45 s`, `12 min`, `2.5 h` */
function duration(seconds: number): string {
  if (seconds < 100) return `${Math.ceil(seconds)} s`;
  return seconds < 6_000 ? `${Math.ceil(seconds / 60)} min` : `${(seconds / 3_600).toFixed(1)} h`;
}
