/** Liquidity in a Curve pool: the part that is in it, and what coming and going costs. */
import { bands, type CurveLpParams, type CurveLpState } from "../../strategies/curve-lp/policy.ts";
import { Reason } from "../../strategies/decision.ts";
import { showAge, showRatio, showTimes } from "../ratio.ts";
import { marketAndLender, type Printer } from "./printer.ts";

export const curveLpPrinter: Printer<CurveLpState, CurveLpParams> = {
  kind: "liquidity in a Curve pool",
  contract: "StethCurveLp",
  getter: "gauge",
  alarm: "depeg",
  ruler({ placed, room }, params, { level }) {
    const { low, target, high } = bands(room, level, params);
    return {
      name: "part in the pool",
      now: placed,
      lines: [
        ["enters below", low],
        ["target", target],
        ["leaves above", high],
      ],
    };
  },
  notes: (state, params) => [
    `virtual price ${showRatio(state.virtualPrice)} of its best, looked at ${showAge(state.virtualPriceAge)} ago; left below ${showRatio(params.minVirtualPrice)}`,
    `${waysInAndOut(state)}; the pool is ${showRatio(state.stethShare)} stETH, and others hold ${showTimes(state.room)} the position`,
    `no debt, so no carry: fees are in the virtual price, and rewards are worth ${showTimes(state.rewards)} their claim; claimed from ${showTimes(params.harvestMultiple)}`,
  ],
  prices: marketAndLender,
  words: {
    [Reason.inBand]: "the part in the pool is inside its band",
    [Reason.depeg]: "there is a depeg, and less may be in the pool",
    [Reason.refusedLevel]: "there is a depeg, and entering waits",
    [Reason.refusedPriceStale]: "a price is too old to enter on",
    [Reason.refusedPriceBound]: "a price is out of its bounds, and entering waits",
    [Reason.refusedVenue]: "the pool, its gauge or stETH refuses",
    [Reason.venuePaused]: "stETH does not move",
  },
};

/** Entry value that going in would come to, and that going out would return, where there is anything to go in or out. */
function waysInAndOut({ oneSidedIn, balancedIn, oneSidedOut, balancedOut, placed }: CurveLpState): string {
  const entering = Math.max(oneSidedIn, balancedIn);
  const into =
    entering === 0 ? "nothing lies beside the pool" : `going in now keeps ${showRatio(entering)} of it`;
  if (placed === 0) return `${into}, nothing is in it`;
  return `${into}, leaving returns ${showRatio(Math.max(oneSidedOut, balancedOut))} of entry value`;
}
