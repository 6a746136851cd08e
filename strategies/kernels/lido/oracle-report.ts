// What an oracle report does to the totals: rewards raise every share's worth, less the protocol's fee, which
// is taken in new shares.
// Ports Lido.handleOracleReport and distributeRewards (lido-dao v1, in force in 2022; fee 10%).

import { type Bps, ONE_IN_BPS } from "../math/units.ts";
import { ProtocolRevert } from "../revert.ts";
import type { Lido } from "./lido.ts";

/** Lido's fee on rewards in 2022. */
export const REWARDS_FEE: Bps = 1_000n;

/**
 * Reports `rewards` wei earned (negative: lost to slashing or penalties) and returns the shares minted as the
 * fee, floored. A report without gain charges no fee.
 */
export const oracleReport = (lido: Lido, rewards: bigint, fee: Bps = REWARDS_FEE): bigint => {
  const pooledAfter = lido.totalPooledEther + rewards;
  if (pooledAfter < 0n) throw new ProtocolRevert("MATH_SUB_UNDERFLOW");
  const feeShares =
    rewards > 0n ? (rewards * fee * lido.totalShares) / (pooledAfter * ONE_IN_BPS - fee * rewards) : 0n;
  lido.totalPooledEther = pooledAfter;
  lido.totalShares += feeShares;
  return feeShares;
};
