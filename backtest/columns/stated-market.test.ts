/** The exact engine over columns against the whole exact engine in the market that the same columns state. */
import { describe, expect, test } from "vitest";
import { Action } from "../../strategies/decision.ts";
import { WAD } from "../../strategies/kernels/math/units.ts";
import { type PresetName, presets } from "../../strategies/leveraged-loop/presets.ts";
import { toUnits } from "../../strategies/vault/steth-units.ts";
import { deploymentInto } from "../engine/deployment.ts";
import { runExact } from "../engine/exact.ts";
import { loopThrough2022 } from "../engine/loop-2022.fixture.ts";
import { BUILT_IN_TAPE } from "../tape/built-in.ts";
import { TAPE_2025 } from "../tape/built-in-2025.ts";
import { type BuiltInMarket, builtInMarket } from "../worlds/built-in-markets.ts";
import type { LenderPrice } from "./columns.ts";
import { runExactColumns } from "./exact.ts";
import { loopOf } from "./loop-case.fixture.ts";
import { vaultTerms } from "./loop-case.ts";
import { columnsOfRun, statedMarket } from "./stated-market.ts";

const DEPOSIT = 500n * WAD;
const summer2022 = builtInMarket(BUILT_IN_TAPE) as BuiltInMarket;

const CASES: readonly (readonly [PresetName, LenderPrice, number])[] = [
  ["careful", "market", 1],
  ["strategist2022", "market", 1],
  ["aggressive", "market", 40],
  ["aggressive", "redemption", 1],
];

describe("the columns' engine leaves what the whole one does in the market that they state, to the wei", () => {
  test.each(CASES)(
    "%s over the summer of 2022, priced at %s, for %d times 500 stETH",
    (preset, price, times) => {
      const { tape, world } = summer2022;
      const collateral = { ...world.lender.collateral, atMarket: price === "market" };
      const lender = { ...world.lender, collateral };
      agree(bothOf(preset, { tape, world: { ...world, lender } }, DEPOSIT * BigInt(times)));
    },
  );

  test("strategist2022 through 2025-26, where columns leave Lido's queue out", () => {
    agree(bothOf("strategist2022", builtInMarket(TAPE_2025) as BuiltInMarket, DEPOSIT));
  });
});

function agree({ whole, columns, setting }: ReturnType<typeof bothOf>): void {
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
}

function bothOf(preset: PresetName, { tape, world }: Pick<BuiltInMarket, "tape" | "world">, deposit: bigint) {
  const vault = { performanceFee: "10%", managementFee: "1%" };
  const deployment = deploymentInto(world, { loop: presets[preset], vault });
  const time = tape.rows.find((row) => row.time > deployment.time)?.time ?? 0;
  const flows = [{ time, who: "alice", kind: "deposit", assets: deposit } as const];
  const whole = loopThrough2022(preset, { tape, world, deployment, flows, mover: statedMarket });
  const columns = columnsOfRun(whole);
  const lido = { totalShares: WAD, totalPooledEther: columns.redemption[0] as bigint };
  const setting = loopOf(preset, { units: toUnits(lido, deposit), vault: vaultTerms(deployment) });
  return { whole, columns, setting };
}
