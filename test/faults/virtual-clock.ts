/** Time that passes when a drill says so: hours of outage in a moment, the same each time. */
import type { Clock } from "../../keeper/clock.ts";

interface Timer {
  readonly at: number;
  fire(): void;
}

export class VirtualClock implements Clock {
  #time: number;
  readonly #timers = new Set<Timer>();
  /** Seconds by which the keeper's clock is wrong. */
  skew = 0;

  /** @param time unix seconds */
  constructor(time: number) {
    this.#time = time;
  }

  /** What a right clock shows. */
  get time(): number {
    return this.#time;
  }

  now = (): number => Math.floor(this.#time) + this.skew;

  /** Nobody else is waiting: the time is over at once. */
  sleep = async (seconds: number): Promise<void> => this.advance(seconds);

  timeout = (seconds: number): AbortSignal => {
    const controller = new AbortController();
    const fire = () => controller.abort(new DOMException("the time is over", "TimeoutError"));
    this.#timers.add({ at: this.#time + seconds, fire });
    return controller.signal;
  };

  advance(seconds: number): void {
    const end = this.#time + seconds;
    const due = [...this.#timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
    for (const timer of due) {
      this.#time = Math.max(this.#time, timer.at);
      this.#timers.delete(timer);
      timer.fire();
    }
    this.#time = end;
  }

  /** Lets time pass until the signal aborts, for a request that nobody answers. */
  expire(signal: AbortSignal): void {
    while (!signal.aborted) {
      const next = Math.min(...[...this.#timers].map(({ at }) => at));
      if (next === Number.POSITIVE_INFINITY) throw new Error("a request hangs that nothing will end");
      this.advance(next - this.#time);
    }
  }
}
