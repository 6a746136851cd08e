/** What a vault and its loop own and owe at one moment, at entry value: with stETH at what Lido owes for it. */
import { WAD, type Wad } from "../../strategies/kernels/math/units.ts";
import { collateralOf, debtOf } from "../../strategies/market/lender-account.ts";
import { redemptionRate } from "../../strategies/prices/steth-prices.ts";
import type { System } from "../engine/system.ts";

export interface Wealth {
  /** Units of the vault and of its position, idle, supplied and loose. */
  readonly units: bigint;
  /** ETH wei owed, less WETH that lies loose; negative where more lies loose than is owed. */
  readonly owed: bigint;
  /** ETH per unit that Lido redeems. */
  readonly rate: Wad;
}

export function wealthOf({ market, loop: { position }, vault }: System): Wealth {
  const placed = collateralOf(market, position) + position.looseWsteth + position.looseShares;
  return {
    units: vault.books.idle + placed,
    owed: debtOf(market, position) - position.looseWeth,
    rate: redemptionRate(market),
  };
}

/** In ETH wei times a WAD, which nothing is lost to. */
export const worth = ({ units, owed, rate }: Wealth): bigint => units * rate - owed * WAD;
