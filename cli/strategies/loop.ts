/** A leveraged loop: LTV between its bands, and what a borrowed unit earns. */
import { bands, type LoopParams, type LoopState } from "../../strategies/leveraged-loop/policy.ts";
import { showRatio } from "../ratio.ts";
import type { Printer } from "./printer.ts";

export const loopPrinter: Printer<LoopState, LoopParams> = {
  kind: "leveraged loop",
  contract: "LeveragedLoopStrategy",
  getter: "held",
  ruler(state, params, { level }) {
    const { ltv, liquidationLtv } = state;
    const { low, target, high, line } = bands(state, level, params);
    return {
      name: "LTV",
      now: ltv,
      lines: [
        ["levers below", low],
        ["target", target],
        ["delevers above", high],
        ["ripcord", line],
        ["liquidation", liquidationLtv],
      ],
    };
  },
  notes: ({ carry }, { unwindCarry }) => [
    `carry ${showRatio(carry)} a year on each borrowed unit; unwinds below ${showRatio(unwindCarry)}`,
  ],
};
