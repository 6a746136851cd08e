/** The time that the keeper goes by; tests and the tape player bring their own. */
import { setTimeout as wait } from "node:timers/promises";

export interface Clock {
  /** Unix seconds. */
  now(): number;
  /** Returns early, without an error, once `signal` is aborted. */
  sleep(seconds: number, signal?: AbortSignal): Promise<void>;
  /** A signal that aborts once that much time has passed. */
  timeout(seconds: number): AbortSignal;
}

export const systemClock: Clock = {
  now: () => Math.floor(Date.now() / 1000),
  async sleep(seconds, signal) {
    try {
      await wait(seconds * 1000, undefined, signal === undefined ? {} : { signal });
    } catch (error) {
      if (!signal?.aborted) throw error;
    }
  },
  timeout: (seconds) => AbortSignal.timeout(seconds * 1000),
};
