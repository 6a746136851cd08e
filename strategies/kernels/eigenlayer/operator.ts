// An EigenLayer operator in one strategy: its magnitude, which stands for all that is delegated to it, and the shares
// that a slash can reach: those delegated, and those that are leaving.
// Ports the parts of AllocationManager and DelegationManager (Layr-Labs/eigenlayer-contracts v1.0) that slash.
// Quirk: a slash of an allocation is rounded up in magnitude and down in shares.

import { mulDivCeil } from "../math/mul-div.ts";
import { uint256 } from "../math/uint256.ts";
import { WAD, type Wad } from "../math/units.ts";
import { ProtocolRevert } from "../revert.ts";
import { mulWad, slashedShares } from "./scaling.ts";

/** Transitions change it in place. */
export type Operator = {
  /** What is left of 1e18 after all slashes, by block, oldest first; 1e18 before the first. */
  readonly magnitudes: { readonly block: number; maxMagnitude: Wad }[];
  /** The part of the magnitude that is allocated to services. */
  encumberedMagnitude: Wad;
  /** Withdrawable shares of all its stakers. */
  shares: bigint;
  /** Scaled shares that were queued for withdrawal, by block. */
  readonly queued: { readonly block: number; readonly scaledShares: bigint }[];
};

/** What an operator puts at a service's disposal. */
export type Allocation = {
  currentMagnitude: Wad;
  /** Magnitude on its way out, as a negative number; it can be slashed until it has left. */
  pendingDiff: bigint;
};

export const newOperator = (): Operator => ({
  magnitudes: [],
  encumberedMagnitude: 0n,
  shares: 0n,
  queued: [],
});

/** The operator's magnitude as of the end of `block`; its present one where no block is given. */
export const maxMagnitude = ({ magnitudes }: Operator, block = Number.POSITIVE_INFINITY): Wad =>
  magnitudes.findLast((change) => change.block <= block)?.maxMagnitude ?? WAD;

/** Scaled shares that left no longer than `delay` blocks ago: a slash at `block` still reaches them. */
export const slashableQueue = ({ queued }: Operator, block: number, delay: number): bigint =>
  queued.reduce((sum, entry) => (entry.block >= block - delay ? sum + entry.scaledShares : sum), 0n);

/** What a slash took, in shares: from those delegated and from those leaving. */
export type OperatorSlash = { readonly fromShares: bigint; readonly fromQueue: bigint };

/** Slashes `part` of an allocation, 18 decimals, in `block`; nothing where nothing is allocated. */
export const slashOperator = (
  operator: Operator,
  allocation: Allocation,
  part: Wad,
  block: number,
  delay: number,
): OperatorSlash => {
  if (part <= 0n || part > WAD) throw new ProtocolRevert("InvalidWadToSlash");
  if (allocation.currentMagnitude === 0n) return { fromShares: 0n, fromQueue: 0n };
  const slashed = mulDivCeil(allocation.currentMagnitude, part, WAD);
  const before = maxMagnitude(operator);
  const after = uint256(before - slashed);
  operator.encumberedMagnitude = uint256(operator.encumberedMagnitude - slashed);
  allocation.currentMagnitude -= slashed;
  if (allocation.pendingDiff < 0n) allocation.pendingDiff += mulDivCeil(-allocation.pendingDiff, part, WAD);

  const last = operator.magnitudes.at(-1);
  if (last?.block === block) last.maxMagnitude = after;
  else operator.magnitudes.push({ block, maxMagnitude: after });

  const fromShares = slashedShares(operator.shares, before, after);
  operator.shares -= fromShares;
  return { fromShares, fromQueue: mulWad(slashableQueue(operator, block, delay), before - after) };
};
