/**
 * A vault for stETH that restakes in a Symbiotic vault that exists: what is deployed, with which arguments, and what the
 * owner sets afterwards. How much stands for the network is set in the vault's set-up (`delegate`), once the delegator's
 * curator has given the strategy its two roles.
 */
import { buildModule } from "@nomicfoundation/ignition-core";
import { MaxUint256 } from "ethers";
import { vaultLibraries } from "./vault-libraries.ts";

export const MODULE_ID = "RestakingSymbiotic";

/** As `Role` in `contracts/vault/Roles.sol` numbers it. */
const KEEPER = 2;

/** The module's contracts by their role; the keys of a deployment. The vault stays closed: its owner opens it. */
export const restakingSymbiotic = buildModule(MODULE_ID, (m) => {
  const stETH = m.getParameter("stETH");
  const adapter = m.contract("StethAdapter", [stETH]);
  const vault = m.contract(
    "KeelVault",
    [
      adapter,
      m.getParameter("name"),
      m.getParameter("symbol"),
      m.getAccount(0),
      m.getParameter("maxRate"),
      m.getParameter("depositCap"),
      // At least the two epochs that an exit may take.
      m.getParameter("longestExit"),
    ],
    { libraries: vaultLibraries(m) },
  );
  const terms = {
    vault,
    steth: stETH,
    wsteth: m.getParameter("wstETH"),
    cap: m.getParameter("cap"),
    haircut: m.getParameter("haircut"),
    params: m.getParameter("rules"),
  };
  const venue = {
    vault: m.getParameter("symbioticVault"),
    subnetwork: m.getParameter("subnetwork"),
    operator: m.getParameter("operator"),
    rewards: m.getParameter("rewards"),
    rewardToken: m.getParameter("rewardToken"),
    rewardWorth: m.getParameter("rewardWorth"),
    rewardReceiver: m.getParameter("rewardReceiver"),
  };
  const strategy = m.contract("SymbioticStrategy", [terms, venue]);
  m.call(vault, "addStrategy", [strategy, MaxUint256]);
  m.call(vault, "grant", [KEEPER, m.getParameter("keeper")]);
  return { adapter, vault, strategy };
});
