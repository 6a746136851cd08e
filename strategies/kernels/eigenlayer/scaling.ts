// What a slash leaves of EigenLayer shares. A staker's deposit shares never change with a slash; two factors stand
// between them and what can be withdrawn: the slashing factor, which falls with each slash, and the deposit
// scaling factor, which forgives the slashes from before a deposit.
// Ports SlashingLib (Layr-Labs/eigenlayer-contracts v1.0, the slashing release). Factors have 18 decimals.
// Quirk: each product is floored by itself, so withdrawable shares fall short by a wei or two a step.

import { mulDivCeil, mulDivFloor } from "../math/mul-div.ts";
import { uint256 } from "../math/uint256.ts";
import { WAD, type Wad } from "../math/units.ts";

/** x · y, floored. */
export const mulWad = (x: bigint, y: Wad): bigint => uint256(mulDivFloor(x, y, WAD));

/** x / y, floored. Throws RangeError where y is zero, as the contract reverts. */
export const divWad = (x: bigint, y: Wad): bigint => uint256(mulDivFloor(x, WAD, y));

/** Shares that can be withdrawn for deposit shares. `calcWithdrawable`. */
export const withdrawableShares = (depositShares: bigint, scaling: Wad, slashing: Wad): bigint =>
  mulWad(mulWad(depositShares, scaling), slashing);

/** Deposit shares to queue for shares to be withdrawn. `calcDepositShares`. */
export const depositSharesFor = (withdrawable: bigint, scaling: Wad, slashing: Wad): bigint =>
  divWad(divWad(withdrawable, scaling), slashing);

/** An unset factor is one, and so is one that was floored to zero: the contract cannot tell them apart. */
const factorOf = (stored: Wad): Wad => (stored === 0n ? WAD : stored);

/**
 * The deposit scaling factor after `added` shares come to `before` deposit shares: such that all of `added` can be
 * withdrawn at once. `update`.
 */
export const scalingAfterDeposit = (scaling: Wad, before: bigint, added: bigint, slashing: Wad): Wad => {
  if (before === 0n) return factorOf(divWad(scaling, slashing));
  const withdrawable = uint256(withdrawableShares(before, scaling, slashing) + added);
  return factorOf(divWad(divWad(withdrawable, before + added), slashing));
};

/** Of an operator's shares, what a fall of its magnitude takes; what is left is rounded up. `calcSlashedAmount`. */
export const slashedShares = (shares: bigint, before: Wad, after: Wad): bigint =>
  shares - mulDivCeil(shares, after, before);
