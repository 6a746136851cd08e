// A deposit of one or both coins for LP tokens.
// Ports add_liquidity of CurveStableSwapNG v7.0.0.
// Quirk: the first deposit starts the average of D anew and leaves that of the price as it was.

import { uint256 } from "../math/uint256.ts";
import type { Seconds } from "../math/units.ts";
import { ProtocolRevert } from "../revert.ts";
import { chargeImbalance } from "./imbalance.ts";
import { invariant } from "./invariant.ts";
import { book, upkeep } from "./oracle.ts";
import { atRates, balancesOf, type NgPool, type Pair, pairOf } from "./pool.ts";

/** Deposits `amounts` and returns the LP tokens minted, floored. */
export const addLiquidity = (pool: NgPool, rates: Pair, amounts: Pair, now: Seconds): bigint => {
  const first = pool.lpSupply === 0n;
  if (first && (amounts[0] === 0n || amounts[1] === 0n))
    throw new ProtocolRevert("the first deposit requires all coins");
  const old = balancesOf(pool);
  const changed = pairOf((coin) => old[coin] + amounts[coin]);
  const d0 = invariant(atRates(old, rates), pool.amplification);
  const d1 = invariant(atRates(changed, rates), pool.amplification);
  if (d1 <= d0) throw new ProtocolRevert("the deposit does not raise the invariant");

  let minted = d1;
  if (first) {
    const { invariant: average } = pool.oracle;
    pool.oracle = { ...pool.oracle, invariant: { ...book(average, d1, now), average: d1 } };
  } else {
    const { d2, adminFees, xp } = chargeImbalance(pool, rates, old, changed, d0, d1);
    minted = uint256(pool.lpSupply * uint256(d2 - d0)) / d0;
    pool.oracle = upkeep(pool, xp, d2, now);
    pool.adminBalances = pairOf((coin) => pool.adminBalances[coin] + adminFees[coin]);
  }
  pool.held = pairOf((coin) => pool.held[coin] + amounts[coin]);
  pool.lpSupply += minted;
  return minted;
};
