/** The offline mainnet with Lido's withdrawal queue at its mainnet address, a port, and a vault deployed after it. */
import { accounts } from "../../devnet/accounts.ts";
import { addressBook, laterPlaces, parties } from "../../devnet/addresses.ts";
import { startChain } from "../../devnet/chain.ts";
import { portCreationCode } from "../../devnet/genesis/own-artifacts.ts";
import { withArguments } from "../../devnet/genesis/package-artifacts.ts";
import { constructInPlace } from "../../devnet/in-place.ts";
import { VaultOnChain } from "./vault-on-chain.ts";

/** Lido's part, which finalises, is the trader's. */
export async function withLidoQueue(): Promise<VaultOnChain> {
  const chain = await startChain();
  const { stETH, wstETH } = addressBook;
  const creationCode = withArguments(
    portCreationCode("LidoWithdrawalQueue"),
    ["address", "address", "address", "address"],
    [stETH.address, wstETH.address, accounts.trader, parties.lidoOracle],
  );
  const address = laterPlaces.lidoWithdrawalQueue;
  await constructInPlace(chain.provider, { address, creationCode, from: accounts.builder });
  return VaultOnChain.deployedOn(chain);
}
