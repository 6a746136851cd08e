/** The keeper's signer, from wherever its key is kept, behind the list of what it may sign. */
import type { Address } from "../devnet/addresses.ts";
import { RpcNode } from "../devnet/rpc-node.ts";
import { type AllowList, allowing } from "../keeper/keys/allow-list.ts";
import { fromKeystore } from "../keeper/keys/keystore.ts";
import { remoteSigner } from "../keeper/keys/remote-signer.ts";
import type { TransactionSigner } from "../keeper/send.ts";
import type { ConnectedChain } from "./chain.ts";
import type { KeeperKeySource } from "./config.ts";
import { keyFor, requireMaySign } from "./key.ts";

/** @throws KEEL_DEVELOPMENT_KEY, KEEL_NOT_LIVE, KEEL_NO_KEY, KEEL_BAD_KEY, KEEL_NO_FILE */
export async function keeperSigner(
  chain: ConnectedChain,
  source: KeeperKeySource,
  live: boolean,
  allowed: AllowList,
): Promise<TransactionSigner> {
  const signer = await signerFrom(chain, source, live);
  requireMaySign(chain, signer.address, live);
  return allowing(signer, allowed);
}

/** Of the key that is to keep a vault. @throws as {@link keeperSigner} does */
export async function keeperAddress(
  chain: ConnectedChain,
  source: KeeperKeySource,
  live: boolean,
): Promise<Address> {
  return (await signerFrom(chain, source, live)).address as Address;
}

async function signerFrom(
  chain: ConnectedChain,
  source: KeeperKeySource,
  live: boolean,
): Promise<TransactionSigner> {
  switch (source.from) {
    case "keystore":
      return fromKeystore(source.file, source.passwordFile);
    case "remote":
      return remoteSigner(new RpcNode(source.url), source.address);
    default:
      return keyFor(chain, { source, from: "keeper", live });
  }
}
