/** The market of one row as the strategies' own models want it, to carry out an action to the wei. */

import { borrowUsageRatio, variableBorrowRate } from "../../strategies/kernels/aave/rate-curve.ts";
import { normalizedIncome } from "../../strategies/kernels/aave/reserve.ts";
import { normalizedDebt, type Reserve } from "../../strategies/kernels/aave/v3.0/reserve.ts";
import { sharesByEther } from "../../strategies/kernels/lido/lido.ts";
import { rayDiv, rayMul } from "../../strategies/kernels/math/ray.ts";
import { WAD } from "../../strategies/kernels/math/units.ts";
import type { Loop, LoopPosition, LoopSettings } from "../../strategies/leveraged-loop/position.ts";
import type { LenderAccount } from "../../strategies/market/lender-account.ts";
import { type Columns, type MarketTerms, weiOf } from "./columns.ts";

/** Any number of whole shares will do: only the rate is used. */
const LIDO_SHARES = 4_000_000n;
const NO_BOUND = WAD * WAD;
const FROM_RATIO = 1_000_000_000n;
const WINDOW = 1_800;

/** Both reserves of the lender, of which only what the loop touches is kept up. */
export interface Reserves {
  readonly weth: Reserve;
  readonly wsteth: Reserve;
}

export function openReserves({ curve, collateralRate }: MarketTerms, time: number): Reserves {
  const untouched = {
    liquidityIndex: 10n ** 27n,
    variableBorrowIndex: 10n ** 27n,
    liquidityRate: 0n,
    variableBorrowRate: 0n,
    lastUpdate: time,
    scaledSupply: 0n,
    scaledDebt: 0n,
    accruedToTreasury: 0n,
    availableLiquidity: 0n,
    reserveFactor: 0n,
    curve,
  };
  return { weth: { ...untouched }, wsteth: { ...untouched, liquidityRate: collateralRate } };
}

/** Interest up to `now`, at the rates that hold; and what a position then has and owes, wei. */
export function accrueTo(
  { weth, wsteth }: Reserves,
  position: LenderAccount,
  now: number,
): { readonly collateral: bigint; readonly debt: bigint } {
  wsteth.liquidityIndex = normalizedIncome(wsteth, now);
  wsteth.lastUpdate = now;
  weth.variableBorrowIndex = normalizedDebt(weth, now);
  weth.lastUpdate = now;
  return {
    collateral: rayMul(position.wsteth.scaledSupply, wsteth.liquidityIndex),
    debt: rayMul(position.weth.scaledDebt, weth.variableBorrowIndex),
  };
}

/** What others owe in a row, wei. */
export const debtOfRow = ({ othersDebt }: Columns, row: number): bigint => weiOf(othersDebt[row] as bigint);

/** Sets what borrowers pay from here on, while all of them owe `totalDebt`. */
export function lendAt({ curve, lendable }: MarketTerms, { weth }: Reserves, totalDebt: bigint): void {
  const usage = borrowUsageRatio(weiOf(lendable) - totalDebt, totalDebt);
  weth.variableBorrowRate = variableBorrowRate(curve, usage);
}

/**
 * A loop in the market of `row`, whose reserves have accrued up to it. Reserves and position are its own to change.
 *
 * @param totalDebt all WETH debt, the loop's included, wei
 */
export const loopAt = (
  columns: Columns,
  row: number,
  reserves: Reserves,
  position: LoopPosition,
  settings: LoopSettings,
  totalDebt: bigint,
): Loop => ({
  settings,
  position,
  ...marketAt(columns, row, reserves, position.wsteth.scaledSupply, totalDebt),
});

/**
 * The market of `row`, whose reserves have accrued up to it, and what its prices are taken for.
 *
 * @param scaledSupply all wstETH supplied, divided by its index
 * @param totalDebt all WETH debt, wei
 */
export function marketAt(
  columns: Columns,
  row: number,
  { weth, wsteth }: Reserves,
  scaledSupply: bigint,
  totalDebt: bigint,
): Pick<Loop, "market" | "prices"> {
  const { terms } = columns;
  const at = (column: BigInt64Array | Float64Array) => column[row] ?? 0;
  const time = Number(at(columns.time));
  const seen = time - Number(at(columns.age));
  const redemption = BigInt(at(columns.redemption));
  const market = BigInt(at(columns.peg)) * FROM_RATIO;
  const lido = { totalShares: LIDO_SHARES * WAD, totalPooledEther: LIDO_SHARES * redemption };
  const anchor = { rate: redemption, time };
  const debtAnchor = { index: weth.variableBorrowIndex, time };
  return {
    market: {
      time,
      lido,
      pool: {
        ether: weiOf(BigInt(at(columns.poolEther))),
        stethShares: sharesByEther(lido, weiOf(BigInt(at(columns.poolSteth)))),
        adminEther: 0n,
        adminSteth: 0n,
        lpSupply: 0n,
        amplification: terms.amplification,
        fee: terms.poolFee,
        adminFee: 0n,
      },
      lender: {
        weth: {
          ...weth,
          scaledDebt: rayDiv(totalDebt, weth.variableBorrowIndex),
          availableLiquidity: weiOf(terms.lendable) - totalDebt,
        },
        wsteth: { ...wsteth, scaledSupply, availableLiquidity: NO_BOUND },
        collateral: terms,
        ratePeg: BigInt(at(columns.feed)) * FROM_RATIO,
      },
      whales: { lender: { ...NOTHING }, borrower: { ...NOTHING } },
      feed: { answer: market, updatedAt: seen },
      flashLiquidity: terms.flashLiquidity,
    },
    prices: {
      config: {
        window: WINDOW,
        maxStep: NO_BOUND,
        maxGap: NO_BOUND,
        maxGrowth: NO_BOUND,
        chunk: WAD,
        // The staking rate is the column's: too little time has passed since the anchors to measure another.
        assumedStakingApr: BigInt(at(columns.stakingApr)) * FROM_RATIO,
      },
      average: market,
      spot: market,
      time: seen,
      lastRate: anchor,
      olderAnchor: anchor,
      newerAnchor: anchor,
      // The rate paid is the row's: nothing has passed since the anchors to average over.
      olderDebt: debtAnchor,
      newerDebt: debtAnchor,
    },
  };
}

const NOTHING = { scaledSupply: 0n, scaledDebt: 0n };
