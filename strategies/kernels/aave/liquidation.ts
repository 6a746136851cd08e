// What every version of Aave's pool says of a liquidation: who, on what terms, and what it came to.

import type { Bps } from "../math/units.ts";
import type { ReserveAccount } from "./reserve.ts";

/** What a liquidator takes, and what the protocol takes of that. */
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
};

/** The reserve that the borrower owes to. */
export type LiquidatedDebt<Reserve> = {
  readonly reserve: Reserve;
  readonly borrower: ReserveAccount;
  /** The oracle's price of a whole token, in base units. */
  readonly price: bigint;
  /** 10 to the power of the token's decimals. */
  readonly unit: bigint;
};

/** The reserve whose aTokens are to be taken. */
export type LiquidatedCollateral<Reserve> = LiquidatedDebt<Reserve> &
  LiquidationTerms & {
    /** The pool's flag: whether the borrower uses them as collateral. */
    readonly usedAsCollateral: boolean;
    readonly treasury: ReserveAccount;
    /** Whose aTokens the collateral becomes; if left out, the liquidator takes the reserve's token. */
    readonly liquidator?: ReserveAccount;
  };
