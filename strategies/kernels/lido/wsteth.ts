// wstETH: one token is one Lido share, so its balance does not rebase.
// Ports WstETH (lidofinance/lido-dao 0.6.12). All conversions round down, in the wrapper's favour.

import { WAD } from "../math/units.ts";
import { ProtocolRevert } from "../revert.ts";
import { etherByShares, type Lido, sharesByEther } from "./lido.ts";

/** wstETH minted for `steth` wei of stETH, and equally the shares that leave the sender. */
export const wrap = (lido: Lido, steth: bigint): bigint => {
  if (steth === 0n) throw new ProtocolRevert("wstETH: can't wrap zero stETH");
  return sharesByEther(lido, steth);
};

/**
 * stETH named in the transfer when `wsteth` is burned.
 * Quirk: the transfer converts that amount back to shares, `sharesByEther(lido, result)`, which may be one
 * fewer than were burned; the wrapper keeps it.
 */
export const unwrap = (lido: Lido, wsteth: bigint): bigint => {
  if (wsteth === 0n) throw new ProtocolRevert("wstETH: zero amount unwrap not allowed");
  return etherByShares(lido, wsteth);
};

/** stETH wei that 1e18 wstETH is worth, floored: `stEthPerToken`. */
export const stethPerToken = (lido: Lido): bigint => etherByShares(lido, WAD);
