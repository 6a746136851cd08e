/** What liquidity in either of Curve's pools is made with: the auction of its rewards, and what the position is connected to. */
import type { IgnitionModuleBuilder } from "@nomicfoundation/ignition-core";

export function curveLpParts(m: IgnitionModuleBuilder) {
  const steth = m.getParameter("stETH");
  const prices = m.getParameter("prices");
  const auction = m.contract("RewardAuction", [
    steth,
    prices,
    m.getParameter("rewards"),
    m.getParameter("terms"),
  ]);
  const wiring = {
    steth,
    prices,
    route: m.getParameter("route"),
    gauge: m.getParameter("gauge"),
    minter: m.getParameter("minter"),
    auction,
    harvestCost: m.getParameter("harvestCost"),
  };
  return { auction, wiring };
}
