/**
 * Where a loop's policy is sure to hold, as a handful of comparisons: the bands and thresholds of the depeg level in force.
 * The fast engine asks the policy only outside of them, and there the policy decides. Margins are on the safe side: a row
 * that is barely quiet is asked about.
 */
import { Level } from "../../strategies/decision.ts";
import { type BandState, bands, type LoopParams } from "../../strategies/leveraged-loop/policy.ts";
import { ratioOfBps } from "../../strategies/leveraged-loop/risk.ts";
import type { MarketTerms } from "./columns.ts";

const RATIO = 1e9;
/** More than products of doubles are ever off. */
const MARGIN = 1e-12;

export type QuietTerms = Pick<MarketTerms, "liquidationThreshold" | "atMarket">;

/**
 * A row is quiet while the price is fresh, `pegFrom` ≤ peg < `pegTo`, ltv ≤ `highest`, carry ≥ `unwindCarry` or nothing is
 * owed, and ltv ≥ `lowest` or carry ≤ `idleCarry`. Pegs and carries are scaled 1e9, LTVs are fractions.
 */
export interface Quiet {
  readonly lowest: number;
  readonly highest: number;
  readonly pegFrom: number;
  readonly pegTo: number;
  readonly unwindCarry: number;
  readonly idleCarry: number;
}

export function quietAt(level: Level, terms: QuietTerms, params: LoopParams): Quiet {
  const { low, high } = bands(bandStateOf(terms), level, params);
  const [pegFrom, pegTo] = pegsOf(level, params);
  return {
    // From `watch` on nothing is levered, however low the LTV.
    lowest: level >= Level.watch ? Number.NEGATIVE_INFINITY : (low / RATIO) * (1 + MARGIN),
    highest: (high / RATIO) * (1 - MARGIN),
    pegFrom,
    pegTo,
    // From `defend` on a negative carry unwinds nothing.
    unwindCarry: level >= Level.defend ? Number.NEGATIVE_INFINITY : params.unwindCarry,
    // The policy floors the borrow rate, so a carry counts up to one more than it is.
    idleCarry: params.leverCarry - 1,
  };
}

/** A lender that does not price at market prices at the exchange rate, which shows no depeg. */
export const bandStateOf = ({ liquidationThreshold, atMarket }: QuietTerms): BandState => ({
  liquidationLtv: ratioOfBps(liquidationThreshold),
  lenderAtMarket: atMarket ? 1 : 0,
  lenderPeg: RATIO,
});

/** The pegs that leave the level as it is, from and up to. */
function pegsOf(level: Level, params: LoopParams): readonly [number, number] {
  const { watchPeg, watchReentry, defendPeg, defendReentry, evacuatePeg, evacuateReentry } = params;
  switch (level) {
    case Level.calm:
      return [watchPeg, Number.POSITIVE_INFINITY];
    case Level.watch:
      return [defendPeg, watchReentry];
    case Level.defend:
      return [evacuatePeg, defendReentry];
    case Level.evacuate:
      return [Number.NEGATIVE_INFINITY, evacuateReentry];
  }
}
