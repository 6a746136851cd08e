// Liquidity that moves the pool's proportion pays a fee on each coin's distance from the proportional amount, and
// what it is worth in LP tokens is the invariant's change after that fee.
// Ports the fee loops of add_liquidity and remove_liquidity_imbalance of CurveStableSwapNG v7.0.0, and
// calc_token_amount of its views 1.2.0.

import { uint256 } from "../math/uint256.ts";
import { WAD } from "../math/units.ts";
import { dynamicFee, imbalanceFeeRate } from "./dynamic-fee.ts";
import { invariant } from "./invariant.ts";
import { atRates, balancesOf, FEE_DENOMINATOR, type NgPool, type Pair, pairOf } from "./pool.ts";

/** What a change of balances does: invariants before it and after its fees, and balances at rates after those. */
export type Imbalance = { d0: bigint; d2: bigint; adminFees: Pair; xp: Pair };

/**
 * The change from balances `old` with invariant `d0` to `changed` with invariant `d1`, fees floored. Reverts where
 * a fee exceeds a balance.
 */
export const chargeImbalance = (
  pool: NgPool,
  rates: Pair,
  old: Pair,
  changed: Pair,
  d0: bigint,
  d1: bigint,
): Imbalance => {
  const base = imbalanceFeeRate(pool);
  const ys = (d0 + d1) / 2n;
  const fees = pairOf((coin) => {
    const ideal = (d1 * old[coin]) / d0;
    const distance = ideal > changed[coin] ? ideal - changed[coin] : changed[coin] - ideal;
    const xs = (rates[coin] * (old[coin] + changed[coin])) / WAD;
    return (dynamicFee(pool, xs, ys, base) * distance) / FEE_DENOMINATOR;
  });
  const xp = atRates(
    pairOf((coin) => uint256(changed[coin] - fees[coin])),
    rates,
  );
  return {
    d0,
    d2: invariant(xp, pool.amplification),
    adminFees: pairOf((coin) => (fees[coin] * pool.adminFee) / FEE_DENOMINATOR),
    xp,
  };
};

/**
 * LP tokens for a deposit (or, with `-1n`, a withdrawal) of `amounts`, floored: `calc_token_amount`.
 * Quirk: a withdrawal burns one LP unit more than this says.
 */
export const lpTokensFor = (pool: NgPool, rates: Pair, amounts: Pair, direction: 1n | -1n): bigint => {
  const old = balancesOf(pool);
  const changed = pairOf((coin) => uint256(old[coin] + direction * amounts[coin]));
  const d0 = invariant(atRates(old, rates), pool.amplification);
  const d1 = invariant(atRates(changed, rates), pool.amplification);
  if (pool.lpSupply === 0n) return d1;
  const { d2 } = chargeImbalance(pool, rates, old, changed, d0, d1);
  return (uint256(direction * (d2 - d0)) * pool.lpSupply) / d0;
};
