/**
 * A keeper in a process of its own, on a recording of a chain: `node --expose-gc bench/keeper-process.ts <recording.json> <journal>
 * <warm-up> <blocks>` prints by how many megabytes its resident memory and its heap grew over the blocks after the warm-up, each
 * read after everything that nobody needs any more was let go.
 */
import { readFileSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import { id, toQuantity } from "ethers";
import { chainIdentity } from "../devnet/chain-identity.ts";
import type { Eip1193 } from "../devnet/eip1193.ts";
import { DEFAULT_KEEPER_PARAMS } from "../keeper/params.ts";
import type { Watched } from "../keeper/watched.ts";
import { quietFleet } from "./quiet-fleet.ts";

export interface Recording {
  /** A block's header, and what the node answered for its state. */
  readonly latest: Readonly<Record<string, unknown>>;
  readonly raw: string;
  readonly contracts: Watched;
}

const [path = "", journal = "", warmUp = "", blocks = ""] = process.argv.slice(2);
const { raw, latest, contracts }: Recording = JSON.parse(readFileSync(path, "utf8"));
const rpc = replayed(raw, latest);
const identity = await chainIdentity(rpc);
const options = { rpc, identity, contracts, vaults: 1, params: DEFAULT_KEEPER_PARAMS, journal };
const { fleet, close } = await quietFleet(options);
for (let block = 0; block < Number(warmUp); block++) await fleet.turn();
const before = await memory();
for (let block = 0; block < Number(blocks); block++) await fleet.turn();
const after = await memory();
await close();
const grown = (name: "rss" | "heapUsed") => (after[name] - before[name]) / 2 ** 20;
console.log(JSON.stringify({ resident: grown("rss"), heap: grown("heapUsed") }));

async function memory(): Promise<NodeJS.MemoryUsage> {
  const { gc } = globalThis;
  if (gc === undefined) throw new Error("the process was not started with --expose-gc");
  for (let round = 0; round < 3; round++) {
    gc();
    await setImmediate();
  }
  return process.memoryUsage();
}

/** A chain that gains a block with every look at its head, and stands still in all else. */
function replayed(state: string, header: Recording["latest"]): Eip1193 {
  let number = Number(header.number);
  const answers: Readonly<Record<string, () => unknown>> = {
    eth_chainId: () => "0x1",
    eth_call: () => state,
    hardhat_metadata: () => ({ instanceId: "recorded" }),
    eth_getTransactionCount: () => "0x0",
    eth_getTransactionReceipt: () => null,
  };
  const head = () => {
    number++;
    const links = { hash: id(`${number}`), parentHash: id(`${number - 1}`) };
    return { ...header, number: toQuantity(number), ...links };
  };
  return {
    async request({ method, params = [] }) {
      if (method !== "eth_getBlockByNumber") return answers[method]?.();
      return (params as unknown[])[0] === "latest" ? head() : header;
    },
  };
}
