/** The lender's liquidators: whoever can be liquidated is, at once and for as much as the lender lets them repay. */
import { liquidate } from "../../strategies/kernels/aave/v3.0/liquidate.ts";
import { WAD } from "../../strategies/kernels/math/units.ts";
import { lenderRate } from "../../strategies/market/feed.ts";
import { accountDataOf } from "../../strategies/market/lender-account.ts";
import type { System } from "./system.ts";

/** More than it takes: each of them repays half of the debt or all of it. */
const MOST = 16;
/** More than is ever owed. */
const EVERYTHING = 1n << 128n;

/** Liquidates the loop's position, in place, until its health factor is one or nothing is left to take. */
export function liquidateUnsafe({ market, loop: { position } }: System): void {
  const { lender, time } = market;
  const side = { unit: WAD, borrower: position.weth };
  for (let round = 0; round < MOST; round++) {
    const { healthFactor, totalCollateralBase } = accountDataOf(market, position);
    if (healthFactor >= WAD || totalCollateralBase === 0n) return;
    liquidate(
      { ...side, reserve: lender.weth, price: WAD },
      {
        ...side,
        reserve: lender.wsteth,
        borrower: position.wsteth,
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
}
