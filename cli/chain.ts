/** The chain that a command speaks to, and what kind of node serves it. */
import { chainIdentity, developmentInstance } from "../devnet/chain-identity.ts";
import { RpcNode } from "../devnet/rpc-node.ts";
import { KeelError } from "../errors/keel-error.ts";
import type { Config } from "./config.ts";

export interface ConnectedChain {
  readonly rpc: RpcNode;
  /** This run of this chain; see {@link chainIdentity}. */
  readonly identity: string;
  /**
   * Whether the node itself says that it is Hardhat or anvil. Chain id 1 tells nothing: the offline mainnet, every fork
   * and Ethereum have it.
   */
  readonly development: boolean;
}

/** @throws KEEL_CHAIN_NOT_UP, KEEL_RPC_UNREACHABLE, KEEL_BAD_URL, KEEL_WRONG_CHAIN */
export async function connect({ rpcUrl, port }: Config): Promise<ConnectedChain> {
  const rpc = new RpcNode(rpcUrl ?? `http://127.0.0.1:${port}`);
  const chainId = await chainIdOf(rpc, rpcUrl === undefined);
  if (chainId !== 1n) {
    throw new KeelError(
      "KEEL_WRONG_CHAIN",
      `the node at ${rpc.name} is on chain ${chainId}, and Keel's contracts are on chain 1`,
      "Name a mainnet node, a fork of it, or the offline mainnet of `keel up`",
    );
  }
  const development = (await developmentInstance(rpc)) !== undefined;
  return { rpc, development, identity: await chainIdentity(rpc) };
}

async function chainIdOf(rpc: RpcNode, isOurs: boolean): Promise<bigint> {
  try {
    return BigInt(await rpc.request({ method: "eth_chainId" }));
  } catch (error) {
    if (!isOurs || !(error instanceof KeelError)) throw error;
    throw new KeelError(
      "KEEL_CHAIN_NOT_UP",
      `no chain is up at ${rpc.name}`,
      "Start it with `keel up`, or name another node with --rpc-url",
      { cause: error },
    );
  }
}
