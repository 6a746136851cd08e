import { describe, expect, test } from "vitest";
import { borrowUsageRatio } from "../../strategies/kernels/aave/rate-curve.ts";
import { borrow } from "../../strategies/kernels/aave/v3.0/borrow.ts";
import { debtBalance, normalizedDebt, type Reserve } from "../../strategies/kernels/aave/v3.0/reserve.ts";
import { supply } from "../../strategies/kernels/aave/v3.0/supply.ts";
import { addLiquidity } from "../../strategies/kernels/curve/add-liquidity.ts";
import { poolInvariant } from "../../strategies/kernels/curve/steth-pool.ts";
import { stethPrice } from "../../strategies/kernels/curve/trade-to-price.ts";
import { rayMul } from "../../strategies/kernels/math/ray.ts";
import { RAY, WAD } from "../../strategies/kernels/math/units.ts";
import { applyPlan } from "./apply-plan.ts";
import { builtInTape } from "./built-in.ts";
import { planStep } from "./plan.ts";
import { residualOf } from "./residual.ts";
import { shareRateAt } from "./share-rate.ts";
import type { PlayedMarket, Whales } from "./step-plan.ts";
import type { TapeRow } from "./tape.ts";

const START = Date.UTC(2022, 4, 1) / 1_000;

/** The market on the morning of 1 May 2022. */
const openMarket = (): { market: PlayedMarket; whales: Whales } => {
  const lido = {
    totalShares: (4_200_000n * WAD * WAD) / shareRateAt(START),
    totalPooledEther: 4_200_000n * WAD,
  };
  const pool = {
    ether: 0n,
    stethShares: 0n,
    adminEther: 0n,
    adminSteth: 0n,
    lpSupply: 0n,
    amplification: 5_000n,
    fee: 4_000_000n,
    adminFee: 5_000_000_000n,
  };
  addLiquidity(pool, lido, 814_723n * WAD, 832_594n * WAD);
  const weth: Reserve = {
    liquidityIndex: RAY,
    variableBorrowIndex: RAY,
    liquidityRate: 0n,
    variableBorrowRate: 0n,
    lastUpdate: START,
    scaledSupply: 0n,
    scaledDebt: 0n,
    accruedToTreasury: 0n,
    availableLiquidity: 0n,
    reserveFactor: 1_000n,
    curve: { optimalUsageRatio: (RAY * 70n) / 100n, baseRate: 0n, slope1: (RAY * 3n) / 100n, slope2: RAY },
  };
  const whales = {
    lender: { scaledSupply: 0n, scaledDebt: 0n },
    borrower: { scaledSupply: 0n, scaledDebt: 0n },
  };
  supply(weth, whales.lender, 1_000_000n * WAD, START);
  borrow(weth, whales.borrower, 413_900n * WAD, START);
  return { market: { lido, pool, lender: { weth } }, whales };
};

const utilisation = ({ lender: { weth } }: PlayedMarket, time: number): number =>
  Number(borrowUsageRatio(weth.availableLiquidity, rayMul(weth.scaledDebt, normalizedDebt(weth, time)))) /
  1e27;

const relative = (is: bigint, wanted: bigint): number => Math.abs(Number(is) / Number(wanted) - 1);

/** Plays rows through plan and arithmetic, and looks at the market after each. */
const play = (rows: readonly TapeRow[], look: (row: TapeRow, market: PlayedMarket) => void): void => {
  const { market, whales } = openMarket();
  for (const row of rows) {
    applyPlan(planStep(row, market, whales), market, whales, row.time);
    look(row, market);
  }
};

test("the whole tape brings the pool and the lender to its figures at every step, to within 1e-8", () => {
  play(builtInTape().rows, (row, market) => {
    const { balances, price, utilisation } = residualOf(row, market);
    expect(balances ?? price).toBeLessThan(1e-8);
    expect(utilisation).toBeLessThan(1e-8);
  });
});

test("where balances are recorded the pool's own price is the recorded one, to its last digit", () => {
  play(builtInTape().rows, (row, { lido, pool }) => {
    if (row.stethEth.label !== "measured" || row.curveEther === undefined) return;
    expect(Number(stethPrice(pool, lido)) / 1e18).toBeCloseTo(Number(row.stethEth.value) / 1e18, 4);
  });
});

test("Lido reports once a day, at noon, and the share rate is then the tape's", () => {
  play(builtInTape().rows, (row, { lido }) => {
    if (row.time % 86_400 !== 43_200) return;
    const rate = (lido.totalPooledEther * WAD) / lido.totalShares;
    expect(relative(rate, row.shareRate?.value ?? 0n)).toBeLessThan(1e-15);
  });
});

test("at twice the depeg the pool has the recorded depth and the doubled price", () => {
  play(builtInTape(2n * WAD).rows, (row, { lido, pool }) => {
    expect(relative(stethPrice(pool, lido), row.stethEth.value)).toBeLessThan(1e-8);
    if (row.curveDepth) expect(relative(poolInvariant(pool, lido), row.curveDepth.value)).toBeLessThan(1e-3);
  });
});

test("a plan leaves the market that it was made for as it was", () => {
  const { market, whales } = openMarket();
  const before = structuredClone({ market, whales });
  for (const row of builtInTape().rows.slice(0, 8)) planStep(row, market, whales);
  expect({ market, whales }).toEqual(before);
});

describe("a utilisation that the borrower cannot reach by repaying", () => {
  const row: TapeRow = {
    time: START + 21_600,
    stethEth: { value: (WAD * 9_992n) / 10_000n, label: "measured" },
    wethUtilisation: { value: WAD / 10n, label: "measured" },
  };

  test("is reached by the lender's supply", () => {
    const { market, whales } = openMarket();
    borrow(market.lender.weth, { scaledSupply: 0n, scaledDebt: 0n }, 200_000n * WAD, START);
    const plan = planStep(row, market, whales);
    expect(plan.lenderWhale?.kind).toBe("supply");
    applyPlan(plan, market, whales, row.time);
    expect(utilisation(market, row.time)).toBeCloseTo(0.1, 8);
    expect(debtBalance(market.lender.weth, whales.borrower, row.time)).toBe(0n);
  });
});
