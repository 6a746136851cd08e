/**
 * What a vault makes of its loop's units, in doubles: `strategies/vault` computes it to the wei. Nobody comes or goes after the
 * first row, so no fee is minted as shares before the end, and what is due is the difference between two readings.
 */
import type { LoopCase } from "./loop-case.ts";

const YEAR = 31_536_000;
const BPS = 1e4;
const WAD = 1e18;

export interface FloatStanding {
  /** Units that a share is worth at entry value; it began at one. */
  readonly perShare: number;
  /** Shares, those included that the fees due would be minted as. */
  readonly supply: number;
}

export class FloatVault {
  /** Units that were brought, and shares that were minted for them. */
  readonly #opened: number;
  readonly #maxRate: number;
  readonly #management: number;
  readonly #performance: number;

  constructor({ units, vault: { maxRate, fees } }: LoopCase) {
    this.#opened = Number(units) / WAD;
    this.#maxRate = Number(maxRate) / WAD;
    this.#management = Number(fees.managementBps) / BPS;
    this.#performance = Number(fees.performanceBps) / BPS;
  }

  /** @param real units at entry value, @param elapsed seconds since the first row */
  standing(real: number, elapsed: number): FloatStanding {
    const opened = this.#opened;
    const years = elapsed / YEAR;
    const total = Math.min(real, opened * (1 + this.#maxRate * years));
    const management = total * this.#management * Math.min(years, 1);
    const performance = Math.max(0, total - management - opened) * this.#performance;
    const kept = total - management - performance;
    return { perShare: kept / opened, supply: total === 0 ? opened : (opened * total) / kept };
  }
}
