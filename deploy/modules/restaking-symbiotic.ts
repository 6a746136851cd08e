/** A vault for stETH that restakes in a Symbiotic vault and does nothing else. Its owner opens it. */
import { buildModule } from "@nomicfoundation/ignition-core";
import { MaxUint256 } from "ethers";
import { symbioticStrategy } from "./symbiotic.ts";
import { vaultLibraries } from "./vault-libraries.ts";

export const MODULE_ID = "RestakingSymbiotic";

/** As `Role` in `contracts/vault/Roles.sol` numbers it. */
const KEEPER = 2;

/** The module's contracts by their role; the keys of a deployment. */
export const restakingSymbiotic = buildModule(MODULE_ID, (m) => {
  const adapter = m.contract("StethAdapter", [m.getParameter("stETH")]);
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
  const strategy = symbioticStrategy(m, vault);
  m.call(vault, "addStrategy", [strategy, MaxUint256]);
  m.call(vault, "grant", [KEEPER, m.getParameter("keeper")]);
  return { adapter, vault, strategy };
});
