/**
 * stETH restaked in EigenLayer, for a vault that is there already. It stakes once the vault has had it delegate to its operator
 * (`delegate`).
 */
import { buildModule } from "@nomicfoundation/ignition-core";
import { restakingTerms } from "./restaking-terms.ts";

export const eigenLayer = buildModule("EigenLayer", (m) => {
  const strategy = m.contract("EigenLayerStrategy", [
    restakingTerms(m, m.getParameter("vault")),
    {
      strategyManager: m.getParameter("strategyManager"),
      delegation: m.getParameter("delegation"),
      allocations: m.getParameter("allocations"),
      rewards: m.getParameter("rewards"),
      strategy: m.getParameter("strategy"),
      operator: m.getParameter("operator"),
      rewardReceiver: m.getParameter("rewardReceiver"),
    },
  ]);
  return { strategy };
});
