// How much of a Symbiotic vault's stake an operator puts up for a network. The same stake may stand for many
// networks at once: that is restaking.
// Ports NetworkRestakeDelegator (symbioticfi/core 1.0, delegator type 0) for an operator who has opted in.

import { least } from "../math/extremes.ts";
import { mulDivFloor } from "../math/mul-div.ts";
import { uint256 } from "../math/uint256.ts";
import type { Seconds } from "../math/units.ts";
import { ProtocolRevert } from "../revert.ts";
import { type History, latest, record, valueAt } from "./history.ts";
import type { SymbioticVault } from "./vault.ts";

/** What a vault grants a network. */
export type NetworkGrant = {
  /** The most stake that may stand for the network, wei. */
  readonly limit: History;
  /** Of all its operators. */
  readonly totalShares: History;
};

/** Stake of one operator for one network, floored; at `time`, or now where no time is given. */
export const operatorStake = (
  vault: SymbioticVault,
  grant: NetworkGrant,
  operatorShares: History,
  time?: Seconds,
): bigint => {
  const at = (history: History): bigint => (time === undefined ? latest(history) : valueAt(history, time));
  const total = at(grant.totalShares);
  if (total === 0n) return 0n;
  return uint256(mulDivFloor(at(operatorShares), least(at(vault.activeStake), at(grant.limit)), total));
};

/** Changes the network's limit. */
export const setNetworkLimit = (grant: NetworkGrant, limit: bigint, now: Seconds): void => {
  if (limit === latest(grant.limit)) throw new ProtocolRevert("AlreadySet");
  record(grant.limit, now, limit);
};

/** Changes an operator's part of the network's stake. */
export const setOperatorShares = (
  grant: NetworkGrant,
  operatorShares: History,
  shares: bigint,
  now: Seconds,
): void => {
  const before = latest(operatorShares);
  if (shares === before) throw new ProtocolRevert("AlreadySet");
  record(grant.totalShares, now, uint256(latest(grant.totalShares) - before + shares));
  record(operatorShares, now, shares);
};
