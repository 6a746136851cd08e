/** Liquidity in a Curve pool: the part that is in it, and what coming and going costs. */
import { bands, type CurveLpParams, type CurveLpState } from "../../strategies/curve-lp/policy.ts";
import { showRatio } from "../ratio.ts";
import type { Printer } from "./printer.ts";

export const curveLpPrinter: Printer<CurveLpState, CurveLpParams> = {
  kind: "liquidity in a Curve pool",
  contract: "StethCurveLp",
  getter: "gauge",
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
  notes: ({ virtualPrice, oneSidedOut, balancedOut, stethShare }, { minVirtualPrice }) => [
    `virtual price ${showRatio(virtualPrice)} of its best; left below ${showRatio(minVirtualPrice)}`,
    `leaving now returns ${showRatio(Math.max(oneSidedOut, balancedOut))} of entry value; the pool is ${showRatio(stethShare)} stETH`,
  ],
};
