/**
 * One Hardhat network inside this process and, on request, the JSON-RPC server in front of that very network.
 *
 * Hardhat's `createServer` opens a network of its own and keeps its connection to itself. A plugin sees every connection
 * as it is made, which is how the in-process provider and the server come to share one chain.
 */
import { createHardhatRuntimeEnvironment } from "hardhat/hre";
import type { EdrNetworkConfigOverride, HardhatUserConfig } from "hardhat/types/config";
import type { JsonRpcServer, NetworkConnection } from "hardhat/types/network";
import type { HardhatPlugin } from "hardhat/types/plugins";
import type { EIP1193Provider } from "hardhat/types/providers";
import hardhatConfig from "../hardhat.config.ts";
import { roles } from "./accounts.ts";
import { projectRoot } from "./project-root.ts";

export interface HardhatNetworkOptions {
  /** Where a server may listen; port 0 takes any free one. */
  readonly serve?: { readonly host: string; readonly port: number } | undefined;
  /** What differs from the repository's own network configuration. */
  readonly network?: EdrNetworkConfigOverride;
  /** What differs from the repository's Hardhat configuration. */
  readonly config?: Pick<HardhatUserConfig, "chainDescriptors" | "paths">;
}

export interface HardhatNetwork {
  readonly provider: EIP1193Provider;
  /** Opens the server, once the chain is ready to be seen; `undefined` where none was asked for. */
  listen(): Promise<{ readonly address: string; readonly port: number } | undefined>;
  close(): Promise<void>;
}

/** How long a closing server waits for its clients to hang up. */
const CLOSING_MILLISECONDS = 500;

export async function openHardhatNetwork(options: HardhatNetworkOptions = {}): Promise<HardhatNetwork> {
  const connections: Pick<NetworkConnection, "provider" | "close">[] = [];
  const hre = await createHardhatRuntimeEnvironment(
    {
      ...hardhatConfig,
      ...options.config,
      plugins: [...(hardhatConfig.plugins ?? []), connectionWatcher((opened) => connections.push(opened))],
    },
    {},
    projectRoot,
  );
  const params = {
    override: {
      // Gas is free, so that balances tell the market's story alone; what a transaction used is in its receipt.
      initialBaseFeePerGas: 0,
      // Blocks keep the order in which transactions arrived, and a failed one is mined, as on a real node.
      mining: { auto: true, mempool: { order: "fifo" } },
      throwOnTransactionFailures: false,
      // The keys of our accounts; what they hold is the world's to say.
      accounts: { count: roles.length, accountsBalance: "0" },
      ...options.network,
    },
  } as const;

  let server: JsonRpcServer | undefined;
  if (options.serve === undefined) await hre.network.create(params);
  else server = await hre.network.createServer(params, options.serve.host, options.serve.port);
  const [connection] = connections;
  if (connection === undefined) throw new Error("Hardhat opened no network connection");

  let listening = false;
  return {
    provider: connection.provider,
    async listen() {
      const address = await server?.listen();
      listening = address !== undefined;
      return address;
    },
    async close() {
      if (listening) {
        const patience = new Promise((resolve) => setTimeout(resolve, CLOSING_MILLISECONDS).unref());
        await Promise.race([server?.close(), patience]);
      }
      await connection.close();
    },
  };
}

/** A plugin that tells of every connection as it is opened. */
function connectionWatcher(
  onOpen: (connection: Pick<NetworkConnection, "provider" | "close">) => void,
): HardhatPlugin {
  return {
    id: "keel-connection-watcher",
    hookHandlers: {
      network: async () => ({
        default: async () => ({
          newConnection: async (context, next) => {
            const connection = await next(context);
            onOpen(connection);
            return connection;
          },
        }),
      }),
    },
  };
}
