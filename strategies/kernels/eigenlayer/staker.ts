// An EigenLayer staker in one strategy: deposits, delegation, withdrawals through the queue, and what a slash on the
// beacon chain does to restaked validators.
// Ports DelegationManager and EigenPodManager (Layr-Labs/eigenlayer-contracts v1.0), for withdrawals as tokens. For a
// strategy of tokens the beacon chain's factor stays at 1e18.
// Quirk: shares in the queue are slashed until `delay` blocks after they were queued, and the beacon chain's factor of
// the day of completion applies to them as well.

import { mulDivFloor } from "../math/mul-div.ts";
import { uint256 } from "../math/uint256.ts";
import { WAD, type Wad } from "../math/units.ts";
import { ProtocolRevert } from "../revert.ts";
import { maxMagnitude, type Operator } from "./operator.ts";
import { mulWad, scalingAfterDeposit, withdrawableShares } from "./scaling.ts";

/** Transitions change it in place. */
export type Staker = {
  depositShares: bigint;
  /** The deposit scaling factor. */
  scaling: Wad;
  /** What slashes on the beacon chain have left of its validators' balance. */
  beaconFactor: Wad;
  operator: Operator | undefined;
};

export type QueuedWithdrawal = {
  readonly scaledShares: bigint;
  readonly startBlock: number;
  readonly operator: Operator | undefined;
};

export const newStaker = (): Staker => ({
  depositShares: 0n,
  scaling: WAD,
  beaconFactor: WAD,
  operator: undefined,
});

const slashingFactor = ({ beaconFactor }: Staker, operator: Operator | undefined, block?: number): Wad =>
  mulWad(operator === undefined ? WAD : maxMagnitude(operator, block), beaconFactor);

/** Shares that the staker could withdraw now, floored. */
export const withdrawable = (staker: Staker): bigint =>
  withdrawableShares(staker.depositShares, staker.scaling, slashingFactor(staker, staker.operator));

/** Adds deposit shares, all of which can be withdrawn at once whatever was slashed before. */
export const depositShares = (staker: Staker, shares: bigint): void => {
  const { operator } = staker;
  const slashing = slashingFactor(staker, operator);
  if (slashing === 0n) throw new ProtocolRevert("FullySlashed");
  if (shares === 0n) return;
  staker.scaling = scalingAfterDeposit(staker.scaling, staker.depositShares, shares, slashing);
  staker.depositShares += shares;
  if (operator !== undefined) operator.shares += shares;
};

/** Delegates to an operator, whose slashes so far are forgiven. */
export const delegateTo = (staker: Staker, operator: Operator): void => {
  if (staker.operator !== undefined) throw new ProtocolRevert("ActivelyDelegated");
  if (staker.depositShares > 0n) {
    const shares = withdrawableShares(staker.depositShares, staker.scaling, staker.beaconFactor);
    const magnitude = maxMagnitude(operator);
    if (magnitude === 0n) throw new ProtocolRevert("FullySlashed");
    if (shares > 0n) {
      staker.scaling = scalingAfterDeposit(staker.scaling, 0n, shares, magnitude);
      operator.shares += shares;
    }
  }
  staker.operator = operator;
};

/** Queues `shares` deposit shares for withdrawal. */
export const queueWithdrawal = (staker: Staker, shares: bigint, block: number): QueuedWithdrawal => {
  if (shares === 0n) throw new ProtocolRevert("SharesAmountZero");
  if (shares > staker.depositShares) throw new ProtocolRevert("SharesAmountTooHigh");
  const { operator } = staker;
  const scaledShares = mulWad(shares, staker.scaling);
  if (operator !== undefined) {
    const leaving = withdrawableShares(shares, staker.scaling, slashingFactor(staker, operator));
    operator.shares = uint256(operator.shares - leaving);
    operator.queued.push({ block, scaledShares });
  }
  staker.depositShares -= shares;
  if (staker.depositShares === 0n) staker.scaling = WAD;
  return { scaledShares, startBlock: block, operator };
};

/** Shares that a queued withdrawal pays in `block`, floored. Reverts until `delay` blocks have passed. */
export const completeWithdrawal = (
  staker: Staker,
  { scaledShares, startBlock, operator }: QueuedWithdrawal,
  block: number,
  delay: number,
): bigint => {
  if (block <= startBlock + delay) throw new ProtocolRevert("WithdrawalDelayNotElapsed");
  return mulWad(scaledShares, slashingFactor(staker, operator, startBlock + delay));
};

/** A checkpoint found `lost` wei less with the staker's validators than the `restaked` of the one before. */
export const loseOnBeaconChain = (staker: Staker, restaked: bigint, lost: bigint): void => {
  const factor = mulDivFloor(staker.beaconFactor, uint256(restaked - lost), restaked);
  const { operator } = staker;
  if (operator !== undefined) {
    const fall = mulWad(maxMagnitude(operator), staker.beaconFactor - factor);
    const leaving = withdrawableShares(staker.depositShares, staker.scaling, fall);
    operator.shares = uint256(operator.shares - leaving);
  }
  staker.beaconFactor = factor;
};
