/**
 * The protocols around a vault as plain data: Lido, the Curve pool, the lender, the market feed and the flash
 * lender, as they stand at one block. Every wei of it is what the contracts of that block store, so that a
 * transition by the kernels gives what a transaction gives. Left out, since no tape moves it: pauses, freezes
 * and caps.
 */

import type { ReserveAccount } from "../kernels/aave/reserve.ts";
import type { CollateralConfig } from "../kernels/aave/v3.0/account-data.ts";
import type { Reserve } from "../kernels/aave/v3.0/reserve.ts";
import type { StethPool } from "../kernels/curve/steth-pool.ts";
import type { Lido } from "../kernels/lido/lido.ts";
import { copyQueue, type WithdrawalQueue } from "../kernels/lido/withdrawal-queue/queue.ts";
import type { Bps, Seconds, Wad } from "../kernels/math/units.ts";

/** Parts are changed in place by transitions; `copyMarket` keeps what was. */
export interface Market {
  /** The block's timestamp. */
  time: Seconds;
  readonly lido: Lido;
  /** Lido's withdrawal queue; absent before May 2023. */
  readonly withdrawalQueue?: WithdrawalQueue;
  readonly pool: StethPool;
  readonly lender: Lender;
  readonly whales: Whales;
  readonly feed: Feed;
  /** WETH that the flash lender holds, wei; a loan's fee is zero. */
  flashLiquidity: bigint;
}

/** The lender's two reserves, and how it treats wstETH as collateral. WETH is its unit of account. */
export interface Lender {
  readonly weth: Reserve;
  readonly wsteth: Reserve;
  readonly collateral: WstethConfig;
  /** How it treats it where `collateral` is e-mode's and the loan is not of ETH. */
  readonly withoutEMode?: WstethConfig;
  /** ETH that an oracle of the exchange rate takes a stETH for: one without it, another where that oracle errs. */
  ratePeg?: Wad | undefined;
}

export interface WstethConfig extends CollateralConfig {
  /** Counts what it is added to: 10,750 is a bonus of 7.5%. */
  readonly liquidationBonus: Bps;
  /** True where the lender prices it by the market's feed, false where by the exchange rate. */
  readonly atMarket: boolean;
}

/** The two accounts whose WETH sets the lender's utilisation: one supplies it, the other borrows it. */
export interface Whales {
  readonly lender: ReserveAccount;
  readonly borrower: ReserveAccount;
}

/** The stETH/ETH feed's latest round. */
export interface Feed {
  /** ETH per stETH. */
  answer: Wad;
  updatedAt: Seconds;
}

export function copyMarket(market: Market): Market {
  const { lido, withdrawalQueue, pool, lender, whales, feed } = market;
  return {
    time: market.time,
    lido: { ...lido },
    ...(withdrawalQueue && { withdrawalQueue: copyQueue(withdrawalQueue) }),
    pool: { ...pool },
    lender: { ...lender, weth: { ...lender.weth }, wsteth: { ...lender.wsteth } },
    whales: { lender: { ...whales.lender }, borrower: { ...whales.borrower } },
    feed: { ...feed },
    flashLiquidity: market.flashLiquidity,
  };
}
