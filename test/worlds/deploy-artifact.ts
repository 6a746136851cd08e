/** A contract as a build or a package carries it, on the offline mainnet. */
import { readFileSync } from "node:fs";
import { ContractFactory, Interface } from "ethers";
import { accounts } from "../../devnet/accounts.ts";
import type { Address } from "../../devnet/addresses.ts";
import type { DevnetProvider } from "../../devnet/provider.ts";

/** @param path of its artifact, below the repository */
export async function deployArtifact(
  provider: DevnetProvider,
  path: string,
  args: readonly unknown[],
): Promise<Address> {
  const artifact = JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), "utf8"));
  const code = artifact.bytecode.startsWith("0x") ? artifact.bytecode : `0x${artifact.bytecode}`;
  const signer = provider.signerOf(accounts.builder);
  const contract = await new ContractFactory(new Interface(artifact.abi), code, signer).deploy(...args);
  await contract.waitForDeployment();
  return (await contract.getAddress()) as Address;
}

/** One of the offline mainnet's own ports. */
export const deployPort = (
  provider: DevnetProvider,
  name: string,
  args: readonly unknown[],
): Promise<Address> => deployArtifact(provider, `artifacts/contracts/devnet/${name}.sol/${name}.json`, args);
