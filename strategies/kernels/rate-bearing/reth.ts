// rETH: Rocket Pool's share of all staked ether.
// Ports RocketTokenRETH (rocket-pool/rocketpool v1, 0xae78736Cd615f374D3085123A210448E74Fc6393).
// Quirk: both totals are those of the last report of Rocket Pool's oracle nodes, not the token's own supply, so
// minting and burning leave the rate where it is, and a slash shows only in the next report, about a day later.
// Conversions floor both ways.

import { ProtocolRevert } from "../revert.ts";
import type { RateBearing } from "./rate.ts";

/** The last report: ether of the network and rETH in existence, wei. */
export type NetworkBalances = { readonly totalEther: bigint; readonly rethSupply: bigint };

/** Ether that `reth` wei are worth, floored; one to one before the first report. `getEthValue`. */
export const ethValue = ({ totalEther, rethSupply }: NetworkBalances, reth: bigint): bigint =>
  rethSupply === 0n ? reth : (reth * totalEther) / rethSupply;

/** rETH that `ether` wei are worth, floored. `getRethValue`; also what a deposit, less its fee, mints. */
export const rethValue = ({ totalEther, rethSupply }: NetworkBalances, ether: bigint): bigint => {
  if (rethSupply === 0n) return ether;
  if (totalEther === 0n) throw new ProtocolRevert("the network holds no ether");
  return (ether * rethSupply) / totalEther;
};

/** rETH as of a report. */
export const reth = (balances: NetworkBalances): RateBearing => ({
  assetsOf: (units) => ethValue(balances, units),
  unitsOf: (assets) => rethValue(balances, assets),
});
