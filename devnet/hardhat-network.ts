/**
 * One Hardhat network inside this process and, on request, the JSON-RPC server in front of that very network.
 *
 * Hardhat's `createServer` opens a network of its own and keeps its connection to itself. A plugin sees every connection
 * as it is made, which is how the in-process provider and the server come to share one chain.
 */
import { createHardhatRuntimeEnvironment } from "hardhat/hre";
import type { HardhatUserConfig } from "hardhat/types/config";
import type { JsonRpcServer, NetworkConnection } from "hardhat/types/network";
import type { HardhatPlugin } from "hardhat/types/plugins";
import type { EIP1193Provider } from "hardhat/types/providers";
import hardhatConfig from "../hardhat.config.ts";
import { projectRoot } from "./project-root.ts";

type NetworkOverride = NonNullable<
  Exclude<
    Parameters<Awaited<ReturnType<typeof createHardhatRuntimeEnvironment>>["network"]["create"]>[0],
    string | undefined
  >["override"]
>;

export interface HardhatNetworkOptions {
  /** Where the server listens; without it there is no server. Port 0 takes any free one. */
  readonly listen?: { readonly host: string; readonly port: number };
  /** What differs from the repository's own network configuration. */
  readonly network?: NetworkOverride;
  /** What differs from the repository's Hardhat configuration. */
  readonly config?: Pick<HardhatUserConfig, "chainDescriptors" | "paths">;
}

export interface HardhatNetwork {
  readonly provider: EIP1193Provider;
  /** Where the server listens, if there is one. */
  readonly address?: { readonly address: string; readonly port: number };
  close(): Promise<void>;
}

/** How long a closing server waits for its clients to hang up. */
const CLOSING_MILLISECONDS = 500;

export async function openHardhatNetwork(options: HardhatNetworkOptions = {}): Promise<HardhatNetwork> {
  const connections: Pick<NetworkConnection, "provider" | "close">[] = [];
  const watchConnections: HardhatPlugin = {
    id: "keel-connections",
    hookHandlers: {
      network: async () => ({
        default: async () => ({
          newConnection: async (context, next) => {
            const connection = await next(context);
            connections.push(connection);
            return connection;
          },
        }),
      }),
    },
  };
  const hre = await createHardhatRuntimeEnvironment(
    { ...hardhatConfig, ...options.config, plugins: [...(hardhatConfig.plugins ?? []), watchConnections] },
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
      ...options.network,
    },
  } as const;

  let server: JsonRpcServer | undefined;
  if (options.listen === undefined) await hre.network.create(params);
  else server = await hre.network.createServer(params, options.listen.host, options.listen.port);
  const [connection] = connections;
  if (connection === undefined) throw new Error("Hardhat opened no network connection");
  const address = await server?.listen();

  return {
    provider: connection.provider,
    ...(address === undefined ? {} : { address }),
    async close() {
      const hungUp = server?.close();
      await Promise.race([
        hungUp,
        new Promise((resolve) => setTimeout(resolve, CLOSING_MILLISECONDS).unref()),
      ]);
      await connection.close();
    },
  };
}
