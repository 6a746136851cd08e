/**
 * Liquidity in Curve's classic ETH/stETH pool for a vault that is there already: the position, and the auction of its rewards.
 * Addresses and numbers are parameters.
 */
import { buildModule } from "@nomicfoundation/ignition-core";
import { curveLpParts } from "./curve-lp-parts.ts";

export const stethCurveLp = buildModule("StethCurveLp", (m) => {
  const { auction, wiring } = curveLpParts(m);
  const strategy = m.contract("StethCurveLp", [
    m.getParameter("vault"),
    m.getParameter("pool"),
    wiring,
    m.getParameter("rules"),
  ]);
  return { auction, strategy };
});
