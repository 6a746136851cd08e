// What an account has in one reserve, as every version's account data looks at it.

import type { Bps } from "../math/units.ts";

/** A balance in one reserve. */
export type Holding = {
  /** In the reserve's token. */
  readonly balance: bigint;
  /** The oracle's price of a whole token, in base units. */
  readonly price: bigint;
  /** 10 to the power of the token's decimals. */
  readonly unit: bigint;
};

/** A supply that the account uses as collateral, on the terms that count for it, see e-mode.ts. */
export type Collateral = Holding & { readonly ltv: Bps; readonly liquidationThreshold: Bps };

/** What collateral is good for. */
export type CollateralTerms = {
  readonly ltv: Bps;
  readonly liquidationThreshold: Bps;
  /** What a liquidator takes for the debt that it repays: 10,500 is 5% more than it is worth. */
  readonly liquidationBonus: Bps;
};
