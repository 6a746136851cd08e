/** One line at the foot of a terminal that says what is running and for how long; nothing where output is kept. */
import type { WriteStream } from "node:tty";

export class LiveLine {
  readonly #out: WriteStream;
  readonly #running = new Map<string, number>();
  readonly #timer: NodeJS.Timeout | undefined;

  constructor(out: WriteStream) {
    this.#out = out;
    if (out.isTTY) this.#timer = setInterval(() => this.#draw(), 1_000);
  }

  start(name: string): void {
    this.#running.set(name, performance.now());
    this.#draw();
  }

  /** Takes the line away, so that what is printed next stands in its place. */
  end(name: string): void {
    this.#running.delete(name);
    this.#clear();
  }

  close(): void {
    clearInterval(this.#timer);
    this.#clear();
  }

  #draw(): void {
    this.#clear();
    if (!this.#out.isTTY) return;
    const now = performance.now();
    const parts = [...this.#running].map(
      ([name, started]) => `${name} ${Math.floor((now - started) / 1000)} s`,
    );
    this.#out.write(`  ${parts.join(", ")}`.slice(0, (this.#out.columns || 80) - 1));
  }

  #clear(): void {
    if (!this.#out.isTTY) return;
    this.#out.clearLine(0);
    this.#out.cursorTo(0);
  }
}
