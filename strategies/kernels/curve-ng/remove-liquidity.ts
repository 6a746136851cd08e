// A withdrawal of both coins in the pool's own proportion, without a fee.
// Ports remove_liquidity of CurveStableSwapNG v7.0.0.
// Quirk: it asks no rate and solves no invariant, so it works where nothing else does; it lowers the booked D in
// proportion. Unless told not to, it then pays Curve its fees, see admin-fees.ts.

import type { Seconds } from "../math/units.ts";
import { ProtocolRevert } from "../revert.ts";
import { book } from "./oracle.ts";
import { balancesOf, type NgPool, type Pair, pairOf } from "./pool.ts";

/** Burns `lpAmount` tokens and returns the tokens paid, floored. */
export const removeLiquidity = (pool: NgPool, lpAmount: bigint, now: Seconds): Pair => {
  if (lpAmount === 0n) throw new ProtocolRevert("a withdrawal of nothing");
  if (lpAmount > pool.lpSupply) throw new ProtocolRevert("more LP tokens than there are");
  const balances = balancesOf(pool);
  const paid = pairOf((coin) => (balances[coin] * lpAmount) / pool.lpSupply);
  const average = pool.oracle.invariant;
  const d = average.last - (average.last * lpAmount) / pool.lpSupply;
  pool.oracle = { ...pool.oracle, invariant: book(average, d, now) };
  pool.held = pairOf((coin) => pool.held[coin] - paid[coin]);
  pool.lpSupply -= lpAmount;
  return paid;
};
