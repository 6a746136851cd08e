/** Deploys a contract on the offline mainnet, without a module of its own. */
import { readFileSync } from "node:fs";
import { ContractFactory, type InterfaceAbi } from "ethers";
import { accounts } from "../../../devnet/accounts.ts";
import type { VaultOnChain } from "../vault-on-chain.ts";

/** A loop builds its advisor as it is built. */
const GAS_LIMIT = 15_000_000n;

export interface Compiled {
  readonly abi: InterfaceAbi;
  readonly bytecode: string;
}

/** @param source below the repository and without its extension, e.g. `contracts/devnet/WstethEthSource` */
export function compiledAt(source: string): Compiled {
  const name = source.slice(source.lastIndexOf("/") + 1);
  const path = new URL(`../../../artifacts/${source}.sol/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(path, "utf8"));
}

/** @returns its address; it was the owner who deployed it */
export async function deployed(
  { provider }: VaultOnChain,
  { abi, bytecode }: Compiled,
  args: readonly unknown[] = [],
): Promise<string> {
  const factory = new ContractFactory(abi, bytecode, provider.signerOf(accounts.owner));
  return (await factory.deploy(...args, { gasLimit: GAS_LIMIT })).getAddress();
}
