/**
 * wstETH restaked in a Symbiotic vault that exists, for a Keel vault that is there already. How much stands for the network is set
 * through the Keel vault (`delegate`), once the delegator's curator has given the strategy its two roles.
 */
import { buildModule, type IgnitionModuleBuilder } from "@nomicfoundation/ignition-core";
import { restakingTerms } from "./restaking-terms.ts";

export const symbioticStrategy = (m: IgnitionModuleBuilder, vault: Parameters<typeof restakingTerms>[1]) =>
  m.contract("SymbioticStrategy", [
    restakingTerms(m, vault),
    {
      vault: m.getParameter("symbioticVault"),
      subnetwork: m.getParameter("subnetwork"),
      operator: m.getParameter("operator"),
      rewards: m.getParameter("rewards"),
      rewardToken: m.getParameter("rewardToken"),
      rewardWorth: m.getParameter("rewardWorth"),
      rewardReceiver: m.getParameter("rewardReceiver"),
    },
  ]);

export const symbiotic = buildModule("Symbiotic", (m) => ({
  strategy: symbioticStrategy(m, m.getParameter("vault")),
}));
