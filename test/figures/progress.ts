/** A bar on a terminal's standard error, so that it never mixes with what is piped; silent elsewhere. */
const WIDTH = 24;

export class Progress {
  readonly #label: string;
  readonly #total: number;

  /** @param total how many steps make the whole */
  constructor(label: string, total: number) {
    this.#label = label;
    this.#total = total;
    this.update(0);
  }

  update(done: number): void {
    const part = Math.min(1, done / this.#total);
    const full = Math.round(part * WIDTH);
    this.#write(`${"█".repeat(full)}${"░".repeat(WIDTH - full)} ${Math.floor(part * 100)}% ${this.#label}`);
  }

  /** Takes the bar away. */
  end(): void {
    this.#write("");
  }

  #write(line: string): void {
    const { stderr } = process;
    if (!stderr.isTTY) return;
    stderr.clearLine(0);
    stderr.cursorTo(0);
    stderr.write(line.slice(0, (stderr.columns || 80) - 1));
  }
}
