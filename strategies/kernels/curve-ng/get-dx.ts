// What a trade must bring to fetch a given amount.
// Ports get_dx of CurveStableSwapNG's views 1.2.0.
// Quirk: the fee is taken as it stands before the trade, so the answer falls a little short of or past the amount:
// advice, never a bound.

import { uint256 } from "../math/uint256.ts";
import { WAD } from "../math/units.ts";
import { dynamicFee } from "./dynamic-fee.ts";
import { balanceAtInvariant, invariant } from "./invariant.ts";
import {
  atRates,
  balancesOf,
  type Coin,
  FEE_DENOMINATOR,
  type NgPool,
  otherCoin,
  type Pair,
} from "./pool.ts";

/** Tokens of `coin` to sell for `dy` tokens of the other coin, floored. */
export const getDx = (pool: NgPool, rates: Pair, coin: Coin, dy: bigint): bigint => {
  const bought = otherCoin(coin);
  const xp = atRates(balancesOf(pool), rates);
  const d = invariant(xp, pool.amplification);
  const fee = dynamicFee(pool, xp[coin], xp[bought], pool.fee);
  const gross = (((dy * rates[bought]) / WAD + 1n) * FEE_DENOMINATOR) / (FEE_DENOMINATOR - fee);
  const x = balanceAtInvariant(uint256(xp[bought] - gross), d, pool.amplification);
  return (uint256(x - xp[coin]) * WAD) / rates[coin];
};
