/** What becomes of a wish to act: a keeper may be asleep, late, or unwilling to pay for gas, and a transaction may fail. */
import { Urgency } from "../../strategies/decision.ts";
import type { KeeperFaults } from "./keeper-faults.ts";
import { ASLEEP, FAILS, missedRows } from "./missed.ts";

export type Sent = "not yet" | "fails" | "mined";

export class KeeperGate {
  readonly #faults: KeeperFaults;
  readonly #missed: Uint8Array | undefined;
  /** The row that last asked for an action, and when the one asked for since then is mined; negative for none. */
  #asked = -1;
  #due = -1;

  constructor(faults: KeeperFaults, rows: number) {
    this.#faults = faults;
    this.#missed = missedRows(faults, rows);
  }

  /** To be asked in each row in which there is something to do. */
  send(row: number, time: number, urgency: Urgency, gasPrice: number): Sent {
    const { latency, maxGasPrice, after } = this.#faults;
    if (after !== undefined && time <= after) return "mined";
    if (this.#asked !== row - 1) this.#due = -1;
    this.#asked = row;
    const missed = this.#missed?.[row] ?? 0;
    if (this.#due < 0) {
      // Nobody sees what is asked for while the keeper sleeps.
      if ((missed & ASLEEP) !== 0) return "not yet";
      this.#due = time + latency;
    }
    if (time < this.#due) return "not yet";
    if (maxGasPrice !== undefined && gasPrice > maxGasPrice && urgency < Urgency.rescue) return "not yet";
    this.#due = -1;
    return (missed & FAILS) === 0 ? "mined" : "fails";
  }
}
