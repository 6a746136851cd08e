// Curve's part of the fees, paid out.
// Ports withdraw_admin_fees of CurveStableSwapNG v7.0.0.

import { balancesOf, type NgPool, type Pair } from "./pool.ts";

/** Pays Curve its part and returns it; what the providers own does not change. */
export const withdrawAdminFees = (pool: NgPool): Pair => {
  const paid = pool.adminBalances;
  pool.held = balancesOf(pool);
  pool.adminBalances = [0n, 0n];
  return paid;
};
