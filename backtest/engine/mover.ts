/** What brings other people's market to each row of a tape, and how long the keeper's block comes after that. */
import type { Seconds } from "../../strategies/kernels/math/units.ts";
import type { TapeRow } from "../tape/tape.ts";
import type { System } from "./system.ts";
import { moveWorld } from "./world-block.ts";

export interface Mover {
  /** Seconds between the world's block and the keeper's. */
  readonly keeperDelay: Seconds;
  /**
   * Brings the system's market, in place, to `row`, the run's step of that number.
   * @param reported called once Lido has reported, and before anyone trades
   */
  move(system: System, row: TapeRow, reported: () => void, step: number): void;
}

/** Other people's trades and loans, as transactions would make them; the keeper's block is the next. */
export const TRADES: Mover = { keeperDelay: 12, move: moveWorld };
