/** The market of one row as the strategies' own models want it, to carry out an action to the wei. */

import type { Reserve } from "../../strategies/kernels/aave/v3.0/reserve.ts";
import { sharesByEther } from "../../strategies/kernels/lido/lido.ts";
import { rayDiv } from "../../strategies/kernels/math/ray.ts";
import { WAD } from "../../strategies/kernels/math/units.ts";
import type { Loop, LoopPosition, LoopSettings } from "../../strategies/leveraged-loop/position.ts";
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

/**
 * A loop in the market of `row`, whose reserves have accrued up to it. Reserves and position are its own to change.
 *
 * @param totalDebt all WETH debt, the loop's included, wei
 */
export function loopAt(
  columns: Columns,
  row: number,
  { weth, wsteth }: Reserves,
  position: LoopPosition,
  settings: LoopSettings,
  totalDebt: bigint,
): Loop {
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
    settings,
    position,
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
        wsteth: { ...wsteth, scaledSupply: position.wsteth.scaledSupply, availableLiquidity: NO_BOUND },
        collateral: terms,
        ratePeg: BigInt(at(columns.lenderPeg)) * FROM_RATIO,
      },
      whales: { lender: { ...NOTHING }, borrower: { ...NOTHING } },
      feed: { answer: BigInt(at(columns.feed)) * FROM_RATIO, updatedAt: seen },
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
