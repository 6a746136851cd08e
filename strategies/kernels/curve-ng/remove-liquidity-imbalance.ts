// A withdrawal of named amounts of each coin.
// Ports remove_liquidity_imbalance of CurveStableSwapNG v7.0.0.

import { uint256 } from "../math/uint256.ts";
import type { Seconds } from "../math/units.ts";
import { ProtocolRevert } from "../revert.ts";
import { chargeImbalance } from "./imbalance.ts";
import { invariant } from "./invariant.ts";
import { upkeep } from "./oracle.ts";
import { atRates, balancesOf, type NgPool, type Pair, pairOf } from "./pool.ts";

/** Withdraws `amounts` and returns the LP tokens burned, one more than the floor. */
export const removeLiquidityImbalance = (pool: NgPool, rates: Pair, amounts: Pair, now: Seconds): bigint => {
  const old = balancesOf(pool);
  const changed = pairOf((coin) => uint256(old[coin] - amounts[coin]));
  const d0 = invariant(atRates(old, rates), pool.amplification);
  const d1 = invariant(atRates(changed, rates), pool.amplification);
  const { d2, adminFees, xp } = chargeImbalance(pool, rates, old, changed, d0, d1);
  const oracle = upkeep(pool, xp, d2, now);
  const burned = (uint256(d0 - d2) * pool.lpSupply) / d0 + 1n;
  if (burned === 1n) throw new ProtocolRevert("the withdrawal is worth no LP token");
  if (burned > pool.lpSupply) throw new ProtocolRevert("more LP tokens than there are");
  pool.oracle = oracle;
  pool.adminBalances = pairOf((coin) => pool.adminBalances[coin] + adminFees[coin]);
  pool.held = pairOf((coin) => pool.held[coin] - amounts[coin]);
  pool.lpSupply -= burned;
  return burned;
};
