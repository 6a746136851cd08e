/** The exact engine over columns against the whole exact engine in the market that the same columns state. */
import { describe, expect, test } from "vitest";
import { Action } from "../../strategies/decision.ts";
import { WAD } from "../../strategies/kernels/math/units.ts";
import { type PresetName, presets } from "../../strategies/leveraged-loop/presets.ts";
import { toUnits } from "../../strategies/vault/steth-units.ts";
import { deploymentInto } from "../engine/deployment.ts";
import { runExact } from "../engine/exact.ts";
import { firstStep, loopThrough2022 } from "../engine/loop-2022.fixture.ts";
import type { LenderPrice } from "./columns.ts";
import { runExactColumns } from "./exact.ts";
import { loopOf } from "./loop-case.fixture.ts";
import { vaultTerms } from "./loop-case.ts";
import { columnsOfRun, statedMarket } from "./stated-market.ts";

const DEPOSIT = 500n * WAD;

const CASES: readonly (readonly [PresetName, LenderPrice, number])[] = [
  ["careful", "market", 1],
  ["strategist2022", "market", 1],
  ["aggressive", "market", 40],
  ["aggressive", "redemption", 1],
];

describe("over the summer of 2022", () => {
  test.each(CASES)(
    "%s, priced by the lender at %s, for %d times 500 stETH: the columns' engine leaves what the whole one does, to the wei",
    (preset, lenderPrice, times) => {
      const { whole, columns, setting } = bothOf(preset, lenderPrice, DEPOSIT * BigInt(times));
      const { steps, actions } = runExact(whole);
      const left: object[] = [];
      const outcome = runExactColumns(columns, setting, (row, { ltv }, { level }, { collateral, debt }) =>
        left.push({ time: columns.time[row], collateral, debt, worstLtv: ltv, level }),
      );
      const seen = steps.slice(1).map(({ time, collateral, debt, worstLtv, level }) => {
        return { time, collateral, debt, worstLtv, level };
      });
      expect(left).toEqual(seen);
      expect(outcome.unitsPerShare).toBe(Number(steps.at(-1)?.entryPerShare) / 1e18);
      const done = (wanted: Action) =>
        actions.filter(({ kind, decision }) => kind === "execute" && decision.action === wanted).length;
      expect(outcome).toMatchObject({ levers: done(Action.lever), delevers: done(Action.delever) });
      expect(outcome.levers).toBeGreaterThan(0);
    },
  );
});

function bothOf(preset: PresetName, lenderPrice: LenderPrice, deposit: bigint) {
  const run = loopThrough2022(preset);
  const { lender } = run.world;
  const atMarket = lenderPrice === "market";
  const world = { ...run.world, lender: { ...lender, collateral: { ...lender.collateral, atMarket } } };
  const vault = { performanceFee: "10%", managementFee: "1%" };
  const deployment = deploymentInto(world, { loop: presets[preset], vault });
  const flow = { time: firstStep, who: "alice", kind: "deposit", assets: deposit } as const;
  const whole = { ...run, world, deployment, flows: [flow], mover: statedMarket };
  const columns = columnsOfRun(whole);
  const lido = { totalShares: WAD, totalPooledEther: columns.redemption[0] as bigint };
  const setting = loopOf(preset, { units: toUnits(lido, deposit), vault: vaultTerms(deployment) });
  return { whole, columns, setting };
}
