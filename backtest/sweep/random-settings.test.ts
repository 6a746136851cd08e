/** The fast engine against the exact one over random settings, sizes and keepers: what every sweep samples eight of. */
import { expect, test } from "vitest";
import { presets } from "../../strategies/leveraged-loop/presets.ts";
import type { LenderPrice } from "../columns/columns.ts";
import { runExactColumns } from "../columns/exact.ts";
import { runFast } from "../columns/fast.ts";
import { fastColumns } from "../columns/fast-columns.ts";
import { loopOf } from "../columns/loop-case.fixture.ts";
import { FREE_VAULT, type LoopCase, type LoopOutcome } from "../columns/loop-case.ts";
import { madeUpYear } from "../columns/year.fixture.ts";
import { casesOf } from "./cases.ts";
import type { SweepPlan } from "./plan.ts";
import { pointsOf } from "./points.ts";

const SIX_HOURS = 21_600;
const LIQUIDATION_LTV = 810_000_000;
const FAULTS = { latency: 7_200, missed: 0.2, failed: 0.1, seed: 5 };
const vault = { ...FREE_VAULT, fees: { performanceBps: 1_000n, managementBps: 100n } };

const plan: SweepPlan = {
  axes: {
    target: "[0.40, 0.66]",
    below: "[0.005, 0.05]",
    above: "[0.015, 0.06]",
    size: "[10, 60000]",
    unwind: "[-0.03, -0.005]",
    chunk: "[50, 2000]",
  },
  settings: {
    "ltv.target": "target",
    "ltv.min": "target - below",
    "ltv.max": "target + above",
    stETH: "size",
    "carry.unwind": "unwind",
    "sale.maxChunk": "chunk",
  },
  method: "random",
  seed: 11,
  count: 120,
  base: presets.strategist2022,
};

test.each(["market", "redemption"] as const)(
  "priced at %s, no random setting acts otherwise in doubles, and a share is worth the same to a part in 1e9",
  async (lenderPrice: LenderPrice) => {
    const columns = madeUpYear(SIX_HOURS, lenderPrice);
    const { loop: _, ...common } = loopOf("careful", { vault });
    const { cases } = await casesOf(plan, await pointsOf(plan), common, LIQUIDATION_LTV, 0.92);
    // Every third keeper is late, asleep or unlucky.
    const settings = cases.map(
      ({ setting }, index): LoopCase => (index % 3 === 0 ? { ...setting, faults: FAULTS } : setting),
    );
    expect(settings.length).toBeGreaterThan(100);
    const fast = runFast(fastColumns(columns), settings);
    let levers = 0;
    for (const [index, setting] of settings.entries()) {
      const exact = runExactColumns(columns, setting);
      const { unitsPerShare, maxDrawdown, maxLtv } = fast[index] as LoopOutcome;
      expect(countsOf(fast[index] as LoopOutcome)).toEqual(countsOf(exact));
      expect(Math.abs(unitsPerShare / exact.unitsPerShare - 1)).toBeLessThan(1e-9);
      expect(Math.abs(maxDrawdown - exact.maxDrawdown)).toBeLessThan(1e-9);
      // One step of its ninth decimal.
      expect(Math.abs(maxLtv - exact.maxLtv)).toBeLessThan(1.1e-9);
      levers += exact.levers;
    }
    expect(levers).toBeGreaterThan(settings.length);
  },
);

const countsOf = ({ levers, delevers, refused, liquidations }: LoopOutcome) => [
  levers,
  delevers,
  refused,
  liquidations,
];
