/** The two engines over columns: against each other, against the policy row by row, and against what must follow. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Action, Level, SATURATED } from "../../strategies/decision.ts";
import { WAD } from "../../strategies/kernels/math/units.ts";
import { decide, Queued } from "../../strategies/leveraged-loop/policy.ts";
import { runExact } from "../engine/exact.ts";
import { NO_FAULTS } from "../engine/keeper-faults.ts";
import { loopThrough2022 } from "../engine/loop-2022.fixture.ts";
import { metricsOf } from "../metrics/metrics.ts";
import { builtInTape } from "../tape/built-in.ts";
import { mainnetOfMay2022 } from "../worlds/mainnet-2022-05-01.ts";
import type { Columns } from "./columns.ts";
import { runExactColumns } from "./exact.ts";
import { runFast, runFastColumns } from "./fast.ts";
import { fastColumns } from "./fast-columns.ts";
import { columnsOf } from "./from-tape.ts";
import { loopOf } from "./loop-case.fixture.ts";
import { FREE_VAULT, type LoopCase } from "./loop-case.ts";
import { quietAt } from "./quiet.ts";
import { madeUpYear } from "./year.fixture.ts";

const SIX_HOURS = 21_600;
const charging = (performanceBps: bigint, managementBps: bigint) => ({
  vault: { ...FREE_VAULT, fees: { performanceBps, managementBps } },
});
const FEES = charging(2_000n, 200n);
const year = madeUpYear(SIX_HOURS);
const fastYear = fastColumns(year);

const CASES: readonly (readonly [string, LoopCase])[] = [
  ["a small vault", loopOf("careful")],
  ["near the limit", loopOf("strategist2022")],
  ["with fees", loopOf("aggressive", FEES)],
  ["a vault that moves rates and pool", loopOf("careful", { units: 20_000n * WAD })],
  [
    "a keeper that misses, is late and fails",
    loopOf("strategist2022", { faults: { latency: 43_200, missed: 0.3, failed: 0.2, seed: 7 } }),
  ],
];

describe("the fast engine", () => {
  test.each(CASES)("%s: the exact engine's actions, and its figures to a part in 1e9", (_, setting) => {
    const exact = runExactColumns(year, setting);
    const fast = runFastColumns(fastYear, setting);
    const counts = ({ levers, delevers, refused, liquidations }: typeof exact) => [
      levers,
      delevers,
      refused,
      liquidations,
    ];
    expect(counts(fast)).toEqual(counts(exact));
    expect(exact.levers).toBeGreaterThan(0);
    for (const name of ["unitsPerShare", "maxDrawdown", "maxLtv", "sold", "gas"] as const)
      expect(Math.abs(fast[name] - exact[name])).toBeLessThanOrEqual(1e-9 * exact[name]);
  });

  test.each(CASES)("%s: skips only rows in which the policy holds", (_, setting) => {
    let rows = 0;
    const asked = runFastColumns(fastYear, setting, () => {
      rows++;
    });
    expect(rows).toBe(year.rows - 1);
    expect(runFastColumns(fastYear, setting)).toEqual(asked);
  });

  test("gives each of many settings what it gives it alone", () => {
    const settings = CASES.map(([, setting]) => setting);
    const alone = settings.map((setting) => runFastColumns(fastYear, setting));
    expect(runFast(fastYear, settings)).toEqual(alone);
  });

  test("what it takes for quiet, the policy holds at, in any state", () => {
    const { params } = loopOf("strategist2022", {}).loop;
    const edges = Object.values(params).flatMap((edge) => [edge - 1, edge, edge + 1]);
    const ratio = fc.oneof(fc.constantFrom(...edges), fc.nat(1_100_000_000));
    const state = fc.record({
      level: fc.constantFrom(...Object.values(Level)),
      ltv: ratio,
      peg: ratio,
      carry: fc.oneof(fc.constantFrom(...edges), fc.integer({ min: -100_000_000, max: 100_000_000 })),
      sinceAction: fc.constantFrom(0, 43_199, 43_200, 1e9),
      sinceSale: fc.constantFrom(0, 1_799, 1_800, 1e9),
    });
    let quiet = 0;
    fc.assert(
      fc.property(state, (seen) => {
        const { lowest, highest, pegFrom, pegTo, unwindCarry, idleCarry } = quietAt(
          seen.level,
          { liquidationThreshold: 8_100n, atMarket: true },
          params,
        );
        const ltv = seen.ltv / 1e9;
        const holds =
          ltv <= highest &&
          seen.peg >= pegFrom &&
          seen.peg < pegTo &&
          (seen.carry >= unwindCarry || ltv === 0) &&
          (ltv >= lowest || seen.carry <= idleCarry);
        fc.pre(holds);
        quiet++;
        const rest = {
          open: 1,
          priceFlags: 0,
          venueFlags: 0,
          lenderPeg: seen.peg,
          marketAge: 0,
          lenderAge: 0,
          lenderAtMarket: 1,
          held: 0,
          queued: Queued.nothing,
          carryAfter: seen.carry,
          borrowRate: 0,
          saleCost: 0,
          queueWait: SATURATED,
        };
        const limits = { liquidationLtv: 810_000_000, borrowLtv: 690_000_000 };
        expect(decide({ ...seen, ...rest, ...limits }, params).action).toBe(Action.hold);
      }),
      { numRuns: 2_000, seed: 2022, maxSkipsPerRun: 100 },
    );
    expect(quiet).toBe(2_000);
  });
});

describe("over columns", () => {
  test.each([
    ["exact", runExactColumns],
    ["fast", (columns: Columns, setting: LoopCase) => runFastColumns(fastColumns(columns), setting)],
  ])("BTK-02 the %s engine gives the same again, and leaves columns and setting as they were", (_, run) => {
    const setting = loopOf("strategist2022", FEES);
    const before = structuredClone({ year, setting });
    expect(run(year, setting)).toEqual(run(year, setting));
    expect({ year, setting }).toEqual(before);
  });

  test("BTK-03 what is decided up to a row does not depend on the rows after it", () => {
    const decided = (columns: Columns) => {
      const decisions: string[] = [];
      runExactColumns(columns, loopOf("strategist2022"), (_, state, decision) =>
        decisions.push(JSON.stringify([state, decision])),
      );
      return decisions;
    };
    const half = Math.floor(year.rows / 2);
    const other = edited(madeUpYear(SIX_HOURS), year.rows, (columns, row) => {
      if (row >= half) columns.peg[row] = 700_000_000;
    });
    // The first row's is a deposit, not a decision.
    expect(decided(other).slice(0, half - 1)).toEqual(decided(year).slice(0, half - 1));
    expect(decided(other)).not.toEqual(decided(year));
  });

  test("a loop goes through the summer of 2022 as it does among other people's trades", () => {
    const run = loopThrough2022("strategist2022");
    const { steps, ...played } = runExact(run);
    const { maxLtv, liquidations } = metricsOf({ steps, ...played });
    const { world } = run;
    const columns = columnsOf(builtInTape(), {
      world,
      lenderPrice: "market",
      assumedStakingApr: run.deployment.prices.assumedStakingApr,
    });
    const outcome = runExactColumns(columns, loopOf("strategist2022"));
    expect(outcome.liquidations).toBe(liquidations);
    expect(outcome.maxLtv).toBeCloseTo(maxLtv, 2);
    const [first, last] = [steps[0], steps.at(-1)].map((step) => Number(step?.entryPerShare));
    expect(outcome.unitsPerShare).toBeCloseTo((last as number) / (first as number), 3);
  });

  test.each([
    ["exact", runExactColumns],
    ["fast", (columns: Columns, setting: LoopCase) => runFastColumns(fastColumns(columns), setting)],
  ])("in the %s engine a lever whose own loan would cost its carry is not asked for", (_, run) => {
    const { loop } = loopOf("careful");
    const dear = loopOf("careful", {
      units: 300_000n * WAD,
      loop: { ...loop, params: { ...loop.params, leverCarry: 20_000_000 } },
    });
    expect(run(calm, loopOf("careful")).levers).toBeGreaterThan(0);
    expect(run(calm, dear)).toMatchObject({ levers: 0, refused: 0 });
  });

  test("a larger loop raises the rate that it pays", () => {
    const apr = (units: bigint) => runExactColumns(year, loopOf("careful", { units: units * WAD })).apr;
    expect(apr(20_000n)).toBeLessThan(apr(500n) - 0.001);
  });

  test("a management fee of 2% a year takes that much of what shares are worth", () => {
    const without = runExactColumns(year, loopOf("careful")).unitsPerShare;
    const left = runExactColumns(year, loopOf("careful", charging(0n, 200n))).unitsPerShare / without;
    const years = 1 - SIX_HOURS / 31_536_000;
    expect(left).toBeCloseTo(1 - 0.02 * years, 12);
  });

  test("a performance fee of a fifth takes a fifth of what shares gain", () => {
    const { unitsPerShare: before } = runExactColumns(calm, loopOf("careful"));
    const { unitsPerShare: after } = runExactColumns(calm, loopOf("careful", charging(2_000n, 0n)));
    expect(before).toBeGreaterThan(1.005);
    expect((after - 1) / (before - 1)).toBeCloseTo(0.8, 12);
  });

  test("gains beyond the vault's fastest growth are not yet a share's", () => {
    const slow = { vault: { ...FREE_VAULT, maxRate: WAD / 1_000n } };
    const { unitsPerShare } = runExactColumns(calm, loopOf("careful", slow));
    const years = (399 * SIX_HOURS) / 31_536_000;
    expect(unitsPerShare).toBeCloseTo(1 + 0.001 * years, 12);
  });
});

/** A few days in which nothing happens but interest. */
const calm = edited(madeUpYear(SIX_HOURS), 400, (columns, row) => {
  price(columns, row, 999_500_000);
  columns.othersDebt[row] = 300_000n * 10n ** 9n;
});

/** To the market and to the lender alike. */
function price(columns: Columns, row: number, peg: number): void {
  const redemption = columns.redemption[row] as bigint;
  const lenderRate = (redemption * BigInt(peg)) / 1_000_000_000n;
  columns.peg[row] = peg;
  columns.feed[row] = peg;
  columns.lenderRate[row] = lenderRate;
  columns.lenderPeg[row] = Number((lenderRate * 1_000_000_000n) / redemption);
}

function edited(columns: Columns, rows: number, change: (columns: Columns, row: number) => void): Columns {
  const cut = { ...columns, rows };
  for (let row = 0; row < rows; row++) change(cut, row);
  return cut;
}

describe("the lender's liquidators", () => {
  /** The lender's price falls to 0.8 for good, from one row to the next. */
  const crash = edited(madeUpYear(SIX_HOURS), 40, (columns, row) => {
    price(columns, row, row < 20 ? 999_500_000 : 800_000_000);
  });
  const outcomes = [0, 1].map((missed) => {
    const setting = loopOf("strategist2022");
    const levered = {
      ...setting,
      loop: { ...setting.loop, params: { ...setting.loop.params, watchPeg: 0 } },
    };
    return [
      runExactColumns(crash, { ...levered, faults: { ...NO_FAULTS, missed } }),
      runFastColumns(fastColumns(crash), { ...levered, faults: { ...NO_FAULTS, missed } }),
    ] as const;
  });

  test("come in both engines alike", () => {
    for (const [exact, fast] of outcomes) {
      expect(fast.liquidations).toBe(exact.liquidations);
      expect(fast.unitsPerShare).toBeCloseTo(exact.unitsPerShare, 7);
    }
  });

  test("take the bonus of a position whose price falls below its threshold in one row", () => {
    const [managed, asleep] = outcomes.map(([exact]) => exact);
    expect(managed?.liquidations).toBeGreaterThan(0);
    expect(managed?.unitsPerShare).toBeLessThan(0.95);
    // Nobody ever levered: there is nothing to liquidate.
    expect(asleep).toMatchObject({ liquidations: 0, levers: 0 });
  });
});

describe("a keeper", () => {
  const faulty = (faults: Partial<typeof NO_FAULTS & { maxGasPrice: number }>) =>
    runExactColumns(year, loopOf("strategist2022", { faults: { ...NO_FAULTS, ...faults } }));

  test("that fails always pays for gas and moves nothing", () => {
    const { levers, refused, gas } = faulty({ failed: 1 });
    expect(levers).toBe(0);
    expect(refused).toBeGreaterThan(100);
    expect(gas).toBeGreaterThan(1);
  });

  test("that is half a day late sees a higher LTV than one that is there", () => {
    expect(faulty({ latency: 43_200 }).maxLtv).toBeGreaterThan(faulty({}).maxLtv);
  });

  test("that pays no more than 15 gwei does nothing where gas costs 20 and nothing has to be rescued", () => {
    expect(faulty({ maxGasPrice: 15 })).toMatchObject({ levers: 0, delevers: 0, refused: 0 });
  });

  test("misses the same rows for the same seed, others for another", () => {
    const missing = (seed: number) => faulty({ missed: 0.5, seed });
    expect(missing(3)).toEqual(missing(3));
    expect(missing(3)).not.toEqual(missing(4));
  });
});

test("columns of a tape begin with what its world has where its rows say nothing", () => {
  const world = mainnetOfMay2022();
  const rows = [0, 1].map((row) => ({
    time: 1_651_363_200 + row * 86_400,
    stethEth: { value: (99n * WAD) / 100n, label: "measured" as const },
  }));
  const columns = columnsOf(
    { name: "two days", rows },
    { world, lenderPrice: "redemption", assumedStakingApr: WAD / 25n },
  );
  expect(columns.peg[1]).toBe(990_000_000);
  expect(columns.lenderPeg[1]).toBe(1_000_000_000);
  expect(columns.stakingApr[1]).toBe(40_000_000);
  expect(columns.newDay).toEqual(Uint8Array.of(0, 1));
  expect(Number(columns.othersDebt[1]) / Number(columns.terms.lendable)).toBeCloseTo(0.4139, 4);
  // The pool keeps its depth and takes the price.
  expect(Number(columns.poolSteth[1])).toBeGreaterThan(Number(columns.poolEther[1]));
});
