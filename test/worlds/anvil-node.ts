/** anvil with the offline mainnet's world on it, where its package has a binary for this machine. */
import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { ensureGenesis } from "../../devnet/genesis/genesis-file.ts";
import { GENESIS_TIMESTAMP } from "../../devnet/genesis/genesis-time.ts";
import { loadWorld } from "../../devnet/genesis/load-world.ts";
import { RpcNode } from "../../devnet/rpc-node.ts";

/** An hour before genesis, since the genesis block must be younger than anvil's own first one. */
const FIRST_BLOCK = String(GENESIS_TIMESTAMP - 3_600);

/** The launcher script of anvil's package, or `undefined` where the package or its binary for this machine is missing. */
function launcher(): string | undefined {
  const { resolve } = createRequire(import.meta.url);
  const architecture = process.arch === "x64" ? "amd64" : process.arch;
  try {
    resolve(`@foundry-rs/anvil-${process.platform}-${architecture}/package.json`);
    return resolve("@foundry-rs/anvil/package.json").replace("package.json", "bin.mjs");
  } catch {
    return undefined;
  }
}

export const HAS_ANVIL = launcher() !== undefined;

export interface AnvilNode {
  readonly node: RpcNode;
  close(): Promise<void>;
}

export async function startAnvil(): Promise<AnvilNode> {
  const genesis = await ensureGenesis();
  const options = ["--port", "0", "--chain-id", "1", "--hardfork", "prague", "--timestamp", FIRST_BLOCK];
  const child = spawn(process.execPath, [
    launcher() ?? "",
    ...options,
    "--base-fee",
    "0",
    "--accounts",
    "11",
  ]);
  const node = new RpcNode(await urlOf(child));
  await loadWorld(node, genesis.world);
  return {
    node,
    async close() {
      child.removeAllListeners("exit");
      child.kill();
    },
  };
}

function urlOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = "";
    child.stdout?.on("data", (chunk) => {
      output += chunk;
      const port = /Listening on 127\.0\.0\.1:(\d+)/.exec(output)?.[1];
      if (port !== undefined) resolve(`http://127.0.0.1:${port}`);
    });
    child.once("exit", (code) => reject(new Error(`anvil ended with ${code}: ${output}`)));
  });
}
