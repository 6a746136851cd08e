// What every version of Aave's pool says of a liquidation: on what terms, and what it came to.

import type { Bps } from "../math/units.ts";

/** On what terms a collateral is liquidated. */
export type LiquidationTerms = {
  /** What a liquidator takes for the debt that it repays: 10,500 is 5% more than it is worth. */
  readonly liquidationBonus: Bps;
  /** The protocol's share of what the bonus adds. */
  readonly liquidationProtocolFee: Bps;
};

/** Amounts in the token of the reserve that each comes from. */
export type LiquidationAmounts = {
  /** What the liquidator pays. */
  readonly debtRepaid: bigint;
  /** What the liquidator takes. */
  readonly collateralTaken: bigint;
  /** What the treasury takes, as aTokens. */
  readonly protocolFee: bigint;
  /** Value of both in the oracle's base currency. */
  readonly collateralBase: bigint;
};
