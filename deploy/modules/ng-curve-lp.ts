/**
 * Liquidity in a Curve StableSwap-NG pool of WETH and wstETH for a vault that is there already: the position, and the auction of
 * its rewards. Addresses and numbers are parameters.
 */
import { buildModule } from "@nomicfoundation/ignition-core";
import { curveLpParts } from "./curve-lp-parts.ts";

export const ngCurveLp = buildModule("NgCurveLp", (m) => {
  const { auction, wiring } = curveLpParts(m);
  const strategy = m.contract("NgCurveLp", [
    m.getParameter("vault"),
    m.getParameter("pool"),
    m.getParameter("weth"),
    m.getParameter("wstETH"),
    wiring,
    m.getParameter("rules"),
  ]);
  return { auction, strategy };
});
