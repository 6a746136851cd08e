// Amounts that enter or leave a scaled balance.
// Ports ScaledBalanceTokenBase of Aave v3.0 (@aave/core-v3 1.19.3).
// Quirk: mint and burn both divide by the index half up, so either side may gain half a unit of scaled
// balance; later versions round against the account.

import { rayDiv } from "../../math/ray.ts";
import type { Ray } from "../../math/units.ts";
import { ProtocolRevert } from "../../revert.ts";
import { INVALID_BURN_AMOUNT, INVALID_MINT_AMOUNT } from "./errors.ts";

/** Scaled balance minted for `amount`, half up. Reverts where that is nothing. */
export const scaledMint = (amount: bigint, index: Ray): bigint => {
  const scaled = rayDiv(amount, index);
  if (scaled === 0n) throw new ProtocolRevert(INVALID_MINT_AMOUNT);
  return scaled;
};

/** Scaled balance burned for `amount`, half up. Reverts where that is nothing, or more than the account's. */
export const scaledBurn = (amount: bigint, index: Ray, balance: bigint): bigint => {
  const scaled = rayDiv(amount, index);
  if (scaled === 0n) throw new ProtocolRevert(INVALID_BURN_AMOUNT);
  if (scaled > balance) throw new ProtocolRevert("burn amount exceeds the scaled balance");
  return scaled;
};
