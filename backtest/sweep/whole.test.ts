/** Sweeps by the whole exact engine: what it comes to is what the engines over columns come to, and what they do not know is heeded. */
import { beforeAll, describe, expect, test } from "vitest";
import { WAD } from "../../strategies/kernels/math/units.ts";
import { loadLoopRules } from "../../strategies/leveraged-loop/rules.ts";
import { pricesSetting } from "../../strategies/prices/params.ts";
import type { RuleSetting } from "../../strategies/rules/rules.ts";
import { allocationSetting } from "../../strategies/vault/params.ts";
import { runExactColumns } from "../columns/exact.ts";
import { columnsOf } from "../columns/from-tape.ts";
import { loopOf } from "../columns/loop-case.fixture.ts";
import type { LoopCase, LoopOutcome } from "../columns/loop-case.ts";
import type { Flow } from "../engine/flows.ts";
import { builtInTape } from "../tape/built-in.ts";
import { mainnetOfMay2022 } from "../worlds/mainnet-2022-05-01.ts";
import { runSweep } from "./sweep.ts";
import { runWhole, type WholeMarket } from "./whole.ts";

const rows = builtInTape().rows.slice(1);
const world = mainnetOfMay2022();
const prices = pricesSetting.parse({});
const { assumedStakingApr } = prices;
const columns = columnsOf({ name: "summer", rows }, { world, lenderPrice: "market", assumedStakingApr });
const market: WholeMarket = {
  ...{ columns, rows, world, prices },
  allocation: allocationSetting.parse({}),
  rules: [],
  flows: [],
};
const careful = loopOf("careful");

async function whole(setting: LoopCase, rules: readonly RuleSetting[] = [], flows: readonly Flow[] = []) {
  return runWhole({ ...market, rules, flows }, await loadLoopRules(rules), setting);
}

let plain: LoopOutcome;
beforeAll(async () => {
  plain = await whole(careful);
});

test("one depositor without rules comes to what the engine over columns says", () => {
  const { unitsPerShare, maxLtv, gas, ...over } = runExactColumns(columns, careful);
  expect(plain.unitsPerShare).toBeCloseTo(unitsPerShare, 9);
  expect(plain.maxLtv).toBeCloseTo(maxLtv, 8);
  expect(plain.gas).toBeCloseTo(gas, 9);
  for (const name of ["levers", "delevers", "refused", "liquidations"] as const)
    expect(plain[name], name).toBe(over[name]);
  expect(plain.sold).toBeCloseTo(over.sold, 9);
  expect(plain.apr).toBeCloseTo(over.apr, 8);
});

test("a rule that never lets the loop lever leaves what was deposited", async () => {
  const never = { name: "never", when: "peg < 2", ask: "stop levering" } as const;
  const held = await whole(careful, [never]);
  expect(plain.levers).toBeGreaterThan(0);
  expect(held).toMatchObject({ levers: 0, delevers: 0, maxLtv: 0 });
  expect(held.unitsPerShare).toBeCloseTo(1, 9);
});

describe("people who come and go", () => {
  const at = (step: number) => rows[step]?.time ?? 0;
  const flows: readonly Flow[] = [
    { time: at(8), who: "bob", kind: "deposit", assets: 400n * WAD },
    { time: at(200), who: "bob", kind: "redeem", shares: "all", minAssets: 0n },
  ];

  test("are played: the loop levers for them, and is made smaller when they leave", async () => {
    const shared = await whole(careful, [], flows);
    expect(shared.levers).toBeGreaterThan(plain.levers);
    expect(shared.unitsPerShare).not.toBe(plain.unitsPerShare);
    expect(shared.unitsPerShare).toBeCloseTo(plain.unitsPerShare, 1);
  });

  test("BTK-02 a sweep's workers come to the same, and measure no fast engine", async () => {
    const settings = [careful, loopOf("aggressive")];
    const cases = settings.map((setting, target) => ({ point: { target }, setting }));
    const sweep = await runSweep(columns, cases, { workers: 2, whole: { ...market, flows } });
    expect(sweep.error).toBeUndefined();
    for (const [index, setting] of settings.entries())
      expect(sweep.outcomes.at(index)).toEqual(await whole(setting, [], flows));
  });
});
