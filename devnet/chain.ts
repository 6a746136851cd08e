/**
 * Starts the chain that everything else runs on: the offline mainnet, or the same world on a fork. One process owns it;
 * HTTP, WebSocket and the in-process provider all speak to this one chain.
 */
import { createServer } from "node:net";
import { KeelError } from "../errors/keel-error.ts";
import { chainIdentity } from "./chain-identity.ts";
import { checkPlaces, type PlaceCheck } from "./code-check.ts";
import type { Eip1193 } from "./eip1193.ts";
import { type ForkOptions, openFork } from "./fork.ts";
import { ensureGenesis } from "./genesis/genesis-file.ts";
import { loadWorld } from "./genesis/load-world.ts";
import { type HardhatNetwork, openHardhatNetwork } from "./hardhat-network.ts";

/** The chain is never served to other machines: everybody knows its keys. */
const HOST = "127.0.0.1";

export interface ChainOptions {
  /** Serve JSON-RPC on this port of 127.0.0.1, over HTTP and WebSocket; 0 takes any free one. Without it, no server. */
  readonly port?: number | undefined;
  /** Fork this node instead of loading the genesis world. */
  readonly fork?: ForkOptions | undefined;
}

export interface Chain {
  /** The chain, without a network in between. */
  readonly provider: Eip1193;
  readonly url?: string;
  readonly wsUrl?: string;
  /** What the chain began with: SHA-256 of the genesis file, or the hash of the forked chain's block 0. */
  readonly genesisHash: string;
  /** This run of the chain; deployments are recorded under it. See {@link chainIdentity}. */
  readonly identity: string;
  /** The address book, with what is at each address. */
  readonly places: readonly PlaceCheck[];
  close(): Promise<void>;
}

/**
 * @throws KEEL_PORT_IN_USE, KEEL_BAD_PORT; for a fork also what {@link openFork} throws
 */
export async function startChain({ port, fork }: ChainOptions = {}): Promise<Chain> {
  if (port !== undefined) await requirePort(port);
  const serve = port === undefined ? undefined : { host: HOST, port };
  if (fork !== undefined) {
    const network = await openFork(fork, serve);
    return opened(network, network.genesisHash, await checkPlaces(network.provider));
  }
  const genesis = await ensureGenesis();
  const network = await openHardhatNetwork({ serve });
  await loadWorld(network.provider, genesis.world);
  return opened(network, genesis.hash, await checkPlaces(network.provider, genesis.world));
}

async function opened(
  network: HardhatNetwork,
  genesisHash: string,
  places: readonly PlaceCheck[],
): Promise<Chain> {
  const identity = await chainIdentity(network.provider);
  const address = await network.listen();
  const authority = address === undefined ? undefined : `${address.address}:${address.port}`;
  return {
    provider: network.provider,
    ...(authority === undefined ? {} : { url: `http://${authority}`, wsUrl: `ws://${authority}` }),
    genesisHash,
    identity,
    places,
    close: () => network.close(),
  };
}

/** Hardhat's server does not handle a port that it cannot have, so the port is tried first. */
async function requirePort(port: number): Promise<void> {
  const server = createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, HOST, resolve);
    });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "EADDRINUSE") {
      throw new KeelError(
        "KEEL_PORT_IN_USE",
        `something listens on port ${port} of ${HOST} already`,
        "Stop it (a chain that still runs?) or choose another port",
        { cause },
      );
    }
    throw new KeelError(
      "KEEL_BAD_PORT",
      `port ${port} of ${HOST} cannot be listened on`,
      "Choose a port from 1024 to 65535, or 0 for any free one",
      { cause },
    );
  }
  await new Promise((resolve) => server.close(resolve));
}
