/** How far a long study is, with its rate and the time left, on standard error; and Ctrl-C, which keeps what is done. */

export interface StudyProgress {
  /** Whether whoever watches wants no more. */
  readonly stopped: boolean;
  update(done: number): void;
}

const SECOND = 1_000;

/**
 * Runs `study`, showing its progress where standard error is a terminal. The first Ctrl-C stops it, a second one kills.
 * @param total how much there is to do, where that is known
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
    update(done: number) {
      if (!stderr.isTTY) return;
      const rate = (done * SECOND) / (performance.now() - began);
      const left = total === undefined ? "" : `, ${Math.ceil((total - done) / rate)} s left`;
      stderr.clearLine(0);
      stderr.cursorTo(0);
      stderr.write(
        `${done}${total === undefined ? "" : ` of ${total}`} ${what}, ${rate.toFixed(1)} a second${left}`,
      );
    },
  };
  const stop = () => {
    progress.stopped = true;
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
