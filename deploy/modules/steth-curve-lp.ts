/**
 * Liquidity in Curve's classic ETH/stETH pool for a vault that is there already: the position, and the auction of its rewards.
 * The vault's curator adds it, which waits for the vault's own delay. Addresses and numbers are parameters.
 */
import { buildModule } from "@nomicfoundation/ignition-core";

export const CURVE_LP_MODULE_ID = "StethCurveLp";

export const stethCurveLp = buildModule(CURVE_LP_MODULE_ID, (m) => {
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
  const strategy = m.contract("StethCurveLp", [
    m.getParameter("vault"),
    m.getParameter("curvePool"),
    wiring,
    m.getParameter("rules"),
  ]);
  return { auction, strategy };
});
