/** How far a long study is, with its rate and the time left, on standard error; and Ctrl-C, which keeps what is done. */
import { setImmediate } from "node:timers/promises";
import { KeelError } from "../../errors/keel-error.ts";

export interface StudyProgress {
  /** Whether whoever watches wants no more. */
  readonly stopped: boolean;
  /** @param of how much there is to do, where that is known only now */
  update(done: number, of?: number): void;
}

/** Of a study that nobody watches. */
export const UNWATCHED: StudyProgress = { stopped: false, update() {} };

/** Whether to go on: asked between two runs, where a signal can be heard. */
export async function goesOn(progress: StudyProgress): Promise<boolean> {
  await setImmediate();
  return !progress.stopped;
}

/** For a study that was stopped before there was anything to keep. */
export const stoppedEarly = (): KeelError =>
  new KeelError("KEEL_STOPPED", "the study was stopped before anything was done", "Run it again");

const SECOND = 1_000;
/** Where standard error is a log: after how long its first line comes, and how long after that each further one. */
const FIRST_LINE = 3 * SECOND;
const EVERY_LINE = 30 * SECOND;

/**
 * Runs `study`, showing its progress: on a terminal in one line, in a log now and then. The first Ctrl-C stops it, a second one kills.
 * @param total how much there is to do, where that is known beforehand
 */
export async function withProgress<T>(
  total: number | undefined,
  what: string,
  study: (progress: StudyProgress) => Promise<T>,
): Promise<T> {
  const { stderr } = process;
  const began = performance.now();
  let logged = began + FIRST_LINE - EVERY_LINE;
  const progress = {
    stopped: false,
    update(done: number, of = total) {
      const now = performance.now();
      const line = progressLine(done, of, (done * SECOND) / (now - began), what);
      if (stderr.isTTY) {
        stderr.clearLine(0);
        stderr.cursorTo(0);
        stderr.write(line);
      } else if (now >= logged + EVERY_LINE) {
        stderr.write(`${line}\n`);
        logged = now;
      }
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
