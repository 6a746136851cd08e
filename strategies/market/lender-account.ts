/** One account's collateral and debt at the lender, as `getUserAccountData` has it. */

import type { ReserveAccount } from "../kernels/aave/reserve.ts";
import { type AccountData, accountData } from "../kernels/aave/v3.0/account-data.ts";
import { debtBalance, supplyBalance } from "../kernels/aave/v3.0/reserve.ts";
import { WAD } from "../kernels/math/units.ts";
import { lenderRate } from "./feed.ts";
import type { Market } from "./market.ts";

/** An account with wstETH supplied and WETH owed; scaled balances. */
export interface LenderAccount {
  readonly wsteth: ReserveAccount;
  readonly weth: ReserveAccount;
}

/** wstETH supplied, wei, at the market's time. */
export const collateralOf = ({ lender, time }: Market, account: LenderAccount): bigint =>
  supplyBalance(lender.wsteth, account.wsteth, time);

/** WETH owed, wei, at the market's time. */
export const debtOf = ({ lender, time }: Market, account: LenderAccount): bigint =>
  debtBalance(lender.weth, account.weth, time);

export const accountDataOf = (market: Market, account: LenderAccount): AccountData =>
  accountData(
    market.lender.collateral,
    collateralOf(market, account),
    lenderRate(market),
    debtOf(market, account),
    WAD,
  );
