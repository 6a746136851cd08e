// Shares of a pot that slashing can empty: deposits and withdrawals round against who makes them.
// Ports ERC4626Math (symbioticfi/core 1.0).
// Quirk: one share and one wei are added to either side, so a pot without wei still has a price, and what is put
// into one that was slashed to nothing buys shares at up to the old shares' number each.

import { mulDivCeil, mulDivFloor } from "../math/mul-div.ts";
import { uint256 } from "../math/uint256.ts";

/** A pot in wei and its shares. */
export type Pot = { readonly assets: bigint; readonly shares: bigint };

/** Shares for `assets` wei put in, floored. */
export const sharesForDeposit = (assets: bigint, pot: Pot): bigint =>
  uint256(mulDivFloor(assets, uint256(pot.shares + 1n), pot.assets + 1n));

/** Shares burned for `assets` wei taken out, rounded up. */
export const sharesForWithdrawal = (assets: bigint, pot: Pot): bigint =>
  uint256(mulDivCeil(assets, uint256(pot.shares + 1n), pot.assets + 1n));

/** Wei that `shares` are worth, floored. */
export const assetsOf = (shares: bigint, pot: Pot): bigint =>
  uint256(mulDivFloor(shares, pot.assets + 1n, uint256(pot.shares + 1n)));
