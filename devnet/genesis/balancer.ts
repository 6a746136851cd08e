/** Balancer's vault, whose flash loans cost nothing, and the WETH that it lends. */
import { accounts } from "../accounts.ts";
import { addressBook, parties } from "../addresses.ts";
import { balancerVaultCreationCode, withArguments } from "./package-artifacts.ts";
import type { WorldBuilder } from "./world-builder.ts";

const DAYS = 86_400;

/** When mainnet's vault was deployed; its pause window, an immutable, is counted from here and has long passed. */
export const VAULT_DEPLOYED_AT = 1_618_857_407;

/** WETH that the vault can lend (assumed; pools held several times that in 2022). */
const VAULT_WETH = 60_000n * 10n ** 18n;

export async function placeBalancerVault(world: WorldBuilder): Promise<void> {
  const constructorTypes = ["address", "address", "uint256", "uint256"];
  const constructorValues = [parties.balancerAuthorizer, addressBook.weth.address, 90 * DAYS, 30 * DAYS];
  await world.place(
    addressBook.balancerVault.address,
    withArguments(balancerVaultCreationCode(), constructorTypes, constructorValues),
  );
}

/** A flash loan is paid from the vault's whole balance, so a transfer funds it; no pool is needed. */
export async function fundBalancerVault(world: WorldBuilder): Promise<void> {
  const { weth, balancerVault } = addressBook;
  await world.send(accounts.lenderWhale, weth.address, "deposit()", [], VAULT_WETH);
  await world.send(accounts.lenderWhale, weth.address, "transfer(address,uint256)", [
    balancerVault.address,
    VAULT_WETH,
  ]);
}
