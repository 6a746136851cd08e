/** The lender's liquidators: whoever can be liquidated is, at once and for as much as the lender lets them repay. */
import type { ReserveAccount } from "../../strategies/kernels/aave/reserve.ts";
import type { AccountData } from "../../strategies/kernels/aave/v3.0/account-data.ts";
import { liquidate } from "../../strategies/kernels/aave/v3.0/liquidate.ts";
import type { Reserve } from "../../strategies/kernels/aave/v3.0/reserve.ts";
import { WAD, type Wad } from "../../strategies/kernels/math/units.ts";
import { lenderRate } from "../../strategies/market/feed.ts";
import type { Market } from "../../strategies/market/market.ts";

/** More than it takes: each of them repays half of the debt or all of it. */
const MOST = 16;
/** More than is ever owed. */
const EVERYTHING = 1n << 128n;

/** What an account owes in one reserve. */
export interface Loan {
  readonly reserve: Reserve;
  readonly borrower: ReserveAccount;
  /** ETH per whole token as the lender sees it, and one whole token in its own units. */
  readonly price: Wad;
  readonly unit: bigint;
}

/**
 * Liquidates, in place, until the health factor is one or nothing is left to take; says how often.
 * @param collateral the borrower's wstETH
 */
export function liquidateUnsafe(
  market: Market,
  collateral: ReserveAccount,
  loan: Loan,
  account: () => AccountData,
): number {
  const { lender, time } = market;
  for (let round = 0; round < MOST; round++) {
    const { healthFactor, totalCollateralBase } = account();
    if (healthFactor >= WAD || totalCollateralBase === 0n) return round;
    liquidate(
      loan,
      {
        unit: WAD,
        reserve: lender.wsteth,
        borrower: collateral,
        price: lenderRate(market),
        usedAsCollateral: true,
        liquidationBonus: lender.collateral.liquidationBonus,
        liquidationProtocolFee: 0n,
        treasury: { scaledSupply: 0n, scaledDebt: 0n },
      },
      healthFactor,
      EVERYTHING,
      time,
    );
  }
  return MOST;
}
