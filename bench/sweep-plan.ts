/** The sweep that the benches time: targets and widths of the band over a made-up year of hours, with fees. */
import { casesOf } from "../backtest/sweep/cases.ts";
import type { SweepPlan } from "../backtest/sweep/plan.ts";
import { pointsOf } from "../backtest/sweep/points.ts";
import { presets } from "../strategies/leveraged-loop/presets.ts";
import { hourlyYear } from "./inlined/bench-case.ts";

const LIQUIDATION_LTV = 810_000_000;

export async function sweepOf(count: number) {
  const { columns, setting } = hourlyYear();
  const plan: SweepPlan = {
    axes: { target: "[0.45, 0.66]", below: "[0.01, 0.05]", above: "[0.03, 0.05]" },
    settings: { "ltv.target": "target", "ltv.min": "target - below", "ltv.max": "target + above" },
    method: "sobol",
    count,
    base: presets.careful,
  };
  const { loop: _, ...common } = setting;
  const { cases } = await casesOf(plan, await pointsOf(plan), common, LIQUIDATION_LTV, 0.92);
  return { columns, cases };
}
