/** The depeg made deeper, on the same days. */
import { KeelError } from "../../../errors/keel-error.ts";
import { least } from "../../../strategies/kernels/math/extremes.ts";
import { WAD, type Wad } from "../../../strategies/kernels/math/units.ts";
import { scaleDepeg } from "../../tape/severity.ts";
import type { Tape } from "../../tape/tape.ts";
import { type Axis, HUNDREDTH, hundredths } from "../axis.ts";

/** The lowest price that is tried: at it stETH has lost all but a fiftieth of its worth. */
const PRICE_FLOOR = WAD / 50n;

export const depth: Axis = {
  name: "depth",
  unit: "× as deep",
  means: "every price to 1 − (1 − price) · value, on the same days, down to 0.02 ETH",
  asItIs: 1,
  mildest: 0,
  step: () => HUNDREDTH,
  largest: ({ run }) => largestMultiple(run.tape),
  apply: ({ run }, value) => {
    const rows = scaleDepeg(run.tape.rows, (WAD * hundredths(value)) / 100n);
    return { ...run, tape: { ...run.tape, rows } };
  },
};

/**
 * The largest multiple of the tape's depeg that is tried, to a hundredth: it takes the lowest price to 0.02 ETH.
 * @throws KEEL_BREAK where no price is below one
 */
export function largestMultiple({ name, rows }: Tape): number {
  const lowest = rows.reduce((low: Wad, { stethEth }) => least(low, stethEth.value), WAD);
  if (lowest < WAD) return Number(((WAD - PRICE_FLOOR) * 100n) / (WAD - lowest)) / 100;
  throw new KeelError(
    "KEEL_BREAK",
    `the tape ${name} has no depeg that could be deeper`,
    "Choose another axis, or a tape with a price below 1",
  );
}
