/** How much worse than the real depeg before a position can first be liquidated. */
import { least } from "../../strategies/kernels/math/extremes.ts";
import { WAD } from "../../strategies/kernels/math/units.ts";
import { type ExactRun, runExact } from "../engine/exact.ts";
import { scaleDepeg } from "../tape/severity.ts";
import type { Tape } from "../tape/tape.ts";
import { type BreakPoint, firstBreak } from "./first-break.ts";

/** Multiples are searched in hundredths. */
const HUNDREDTH = 100;
/** The lowest price that is tried: at it stETH has lost all but a fiftieth of its worth. */
const PRICE_FLOOR = WAD / 50n;

/**
 * The multiple of the tape's depeg at which the run's position can first be liquidated, to a hundredth; null
 * where it holds down to a price of 0.02 ETH, the cap. The run's tape must be the real one, with prices below
 * 1.
 */
export function breakSeverity(run: ExactRun): BreakPoint {
  const { tape } = run;
  const { multiple, survivedUpTo } = firstBreak(
    (hundredths) => {
      const rows = scaleDepeg(tape.rows, (WAD * BigInt(hundredths)) / BigInt(HUNDREDTH));
      return runExact({ ...run, tape: { ...tape, rows }, untilLiquidated: true }).liquidations.length > 0;
    },
    { from: HUNDREDTH, cap: Math.round(largestMultiple(tape) * HUNDREDTH), precision: 1 },
  );
  return {
    multiple: multiple === null ? null : multiple / HUNDREDTH,
    survivedUpTo: survivedUpTo / HUNDREDTH,
  };
}

/** The largest multiple of the tape's depeg that is tried, to a hundredth: it takes the lowest price to 0.02 ETH. */
export function largestMultiple({ rows }: Tape): number {
  const lowest = rows.reduce((low, { stethEth }) => least(low, stethEth.value), WAD);
  return Number(((WAD - PRICE_FLOOR) * BigInt(HUNDREDTH)) / (WAD - lowest)) / HUNDREDTH;
}
