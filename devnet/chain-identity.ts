/**
 * Which chain this is. Chain id 1 says nothing: the offline mainnet, every fork and mainnet itself answer with it.
 */
import { KeelError } from "../errors/keel-error.ts";
import type { Eip1193 } from "./eip1193.ts";

/** Hash of Ethereum's block 0; mainnet has it, and so has every fork of it. */
export const MAINNET_GENESIS_BLOCK = "0xd4e56740f876aef8c010b86a40d5f56745a118d0906a34e69aec8c0db1cb8fa3";

/**
 * A key that two chains never share and one chain keeps while it runs: what deployments are recorded under. A development
 * node that restarts is another chain, even where its blocks are the same.
 */
export async function chainIdentity(chain: Eip1193): Promise<string> {
  // Whoever only wants the file's other names should not wait for it.
  const { id } = await import("ethers/hash");
  return id(`${await genesisBlockHash(chain)} ${await developmentInstance(chain)}`).slice(2, 18);
}

export async function genesisBlockHash(chain: Eip1193): Promise<string> {
  const block = await chain.request({ method: "eth_getBlockByNumber", params: ["0x0", false] });
  if (block === null) {
    throw new KeelError(
      "KEEL_NO_GENESIS_BLOCK",
      "the node does not know block 0 of its chain, by which a chain is told from another",
      "Use a node that has all block headers",
    );
  }
  return block.hash;
}

/** The name that Hardhat and anvil give to each run of theirs; `undefined` for any other node. */
export async function developmentInstance(chain: Eip1193): Promise<string | undefined> {
  try {
    const { instanceId } = await chain.request({ method: "hardhat_metadata" });
    return instanceId;
  } catch (error) {
    // An answer that is an error means a node without the method; anything else is a node without an answer.
    if (typeof (error as { code?: unknown }).code === "number") return undefined;
    throw error;
  }
}
