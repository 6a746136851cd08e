/** What liquidators leave of a position: each repays what the lender lets it, until the position is safe again. */

import { accountData } from "../../strategies/kernels/aave/v3.0/account-data.ts";
import { liquidationAmounts } from "../../strategies/kernels/aave/v3.0/liquidation-amounts.ts";
import { WAD } from "../../strategies/kernels/math/units.ts";
import type { MarketTerms } from "./columns.ts";

/** More than it takes: each one repays half of the debt or all of it. */
const MOST = 16;

/** Balances in wei after the liquidations at this price of the collateral, and how many there were. */
export function liquidated(
  terms: MarketTerms,
  price: bigint,
  collateral: bigint,
  debt: bigint,
): { readonly collateral: bigint; readonly debt: bigint; readonly times: number } {
  let [held, owed, times] = [collateral, debt, 0];
  const { liquidationBonus } = terms;
  for (; times < MOST && held > 0n && owed > 0n; times++) {
    const { healthFactor } = accountData(terms, held, price, owed, WAD);
    if (healthFactor >= WAD) break;
    const { debtRepaid, collateralTaken } = liquidationAmounts(
      { balance: owed, price: WAD, unit: WAD },
      { balance: held, price, unit: WAD },
      { liquidationBonus, liquidationProtocolFee: 0n },
      healthFactor,
      owed,
    );
    owed -= debtRepaid;
    held -= collateralTaken;
  }
  return { collateral: held, debt: owed, times };
}
