/** The other way to have a world: on a fork of any node whose chain id is mainnet's. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { toQuantity } from "ethers";
import { KeelError } from "../errors/keel-error.ts";
import { accounts } from "./accounts.ts";
import { genesisBlockHash, MAINNET_GENESIS_BLOCK } from "./chain-identity.ts";
import { type HardhatNetwork, type HardhatNetworkOptions, openHardhatNetwork } from "./hardhat-network.ts";
import { RpcAnswerError, RpcNode } from "./rpc-node.ts";

export interface ForkOptions {
  readonly url: string;
  /** Block to fork from; the node's latest without it. */
  readonly block?: number | undefined;
}

export interface Fork extends HardhatNetwork {
  /** Hash of the forked chain's block 0. */
  readonly genesisHash: string;
}

/** What each of our accounts has at least, to pay for what it does; wei. */
const POCKET_MONEY = 10_000n * 10n ** 18n;

/**
 * @throws KEEL_BAD_URL, KEEL_RPC_UNREACHABLE, KEEL_RPC_REFUSED, KEEL_WRONG_CHAIN, KEEL_NO_SUCH_BLOCK where the node's chain
 * has not come that far, KEEL_NO_GENESIS_BLOCK, KEEL_FORK_FAILED
 */
export async function openFork(
  { url, block }: ForkOptions,
  serve?: HardhatNetworkOptions["serve"],
): Promise<Fork> {
  const node = new RpcNode(url);
  try {
    await requireMainnetId(node);
    const blockNumber = await existingBlock(node, block);
    const genesisHash = await genesisBlockHash(node);
    const { config, cleanUp } = historyOf(genesisHash);
    const options = { network: { forking: { url, blockNumber } }, config, serve };
    const network = await openForkedNetwork(node, options, cleanUp);
    await fundAccounts(network, node, blockNumber);
    return {
      ...network,
      genesisHash,
      async close() {
        await network.close();
        cleanUp();
      },
    };
  } catch (cause) {
    if (!(cause instanceof RpcAnswerError)) throw cause;
    throw new KeelError(
      "KEEL_RPC_REFUSED",
      `the node at ${node.name} answers "${cause.message}"`,
      "Check the URL's key and what its plan allows",
      { cause },
    );
  }
}

async function openForkedNetwork(
  node: RpcNode,
  options: HardhatNetworkOptions,
  cleanUp: () => void,
): Promise<HardhatNetwork> {
  try {
    return await openHardhatNetwork(options);
  } catch (cause) {
    cleanUp();
    throw new KeelError(
      "KEEL_FORK_FAILED",
      `the chain of the node at ${node.name} cannot be forked`,
      "Use a node that keeps the state of the block forked from, such as an archive node",
      { cause },
    );
  }
}

/**
 * How Hardhat is to read the past of the forked chain. Mainnet's hard forks are Hardhat's to know, and its cache of
 * mainnet's blocks is good for ever. A development chain has prague from its first block, as our own configuration says;
 * and since the cache knows a chain by host, port and chain id, a chain that is gone would answer for this one: it gets
 * a cache of its own, which goes with the fork.
 */
function historyOf(genesisHash: string): {
  config: NonNullable<HardhatNetworkOptions["config"]>;
  cleanUp(): void;
} {
  if (genesisHash === MAINNET_GENESIS_BLOCK) return { config: { chainDescriptors: {} }, cleanUp() {} };
  const cache = mkdtempSync(join(tmpdir(), "keel-fork-"));
  return { config: { paths: { cache } }, cleanUp: () => rmSync(cache, { recursive: true, force: true }) };
}

async function requireMainnetId(node: RpcNode): Promise<void> {
  const chainId = BigInt(await node.request({ method: "eth_chainId" }));
  if (chainId === 1n) return;
  throw new KeelError(
    "KEEL_WRONG_CHAIN",
    `the node at ${node.name} is on chain ${chainId}, not on Ethereum mainnet (1)`,
    "Fork a mainnet node, or an offline mainnet",
  );
}

async function existingBlock(node: RpcNode, wanted: number | undefined): Promise<number> {
  const head = Number(await node.request({ method: "eth_blockNumber" }));
  if (wanted === undefined) return head;
  if (Number.isSafeInteger(wanted) && wanted >= 0 && wanted <= head) return wanted;
  throw new KeelError(
    "KEEL_NO_SUCH_BLOCK",
    `the node at ${node.name} has no block ${wanted}; its latest is ${head}`,
    `Name a block from 0 to ${head}, or none for the latest`,
  );
}

/** Hardhat starts its accounts with nothing, so they get back what the forked chain gave them, and enough to act. */
async function fundAccounts(network: HardhatNetwork, node: RpcNode, block: number): Promise<void> {
  for (const address of Object.values(accounts)) {
    const held = BigInt(
      await node.request({ method: "eth_getBalance", params: [address, toQuantity(block)] }),
    );
    const wei = held < POCKET_MONEY ? POCKET_MONEY : held;
    await network.provider.request({ method: "hardhat_setBalance", params: [address, toQuantity(wei)] });
  }
}
