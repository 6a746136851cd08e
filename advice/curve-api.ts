/**
 * What Curve's own library, `@curvefi/api`, says of the ETH/stETH pool. It is asked for advice and nothing else: no amount
 * that Keel trades comes from it.
 */
import { formatEther, parseEther } from "ethers";
import type { Eip1193 } from "../devnet/eip1193.ts";

export interface CurveApiPool {
  /** ETH wei that a sale of so much stETH wei fetches. */
  sale(steth: bigint): Promise<bigint>;
  /** What the pool holds for its liquidity providers, wei. */
  balances(): Promise<{ readonly ether: bigint; readonly steth: bigint }>;
}

/** The library wants an account to speak for; whoever only reads needs none. */
const NOBODY = "0x000000000000000000000000000000000000dEaD";

/** What it asks of a node in order to read. */
const READS: ReadonlySet<string> = new Set([
  "eth_chainId",
  "eth_blockNumber",
  "eth_getBlockByNumber",
  "eth_gasPrice",
  "eth_maxPriorityFeePerGas",
]);

/**
 * The pool as of one block. The library speaks to `chain` and to nobody else: its lists of pools, its router and its
 * prices in dollars, which come from Curve's servers, are left alone.
 * @param block number in hex
 */
export async function curveApiPool(chain: Eip1193, block: string): Promise<CurveApiPool> {
  // It takes a third of a second to load, which no other command should wait for.
  const { createCurve } = await import("@curvefi/api");
  const curve = createCurve();
  await silently(() => curve.init("Web3", { externalProvider: readerOf(chain, block) }));
  const pool = curve.getPool("steth");
  return {
    async sale(steth) {
      return parseEther(await pool.swapExpected("stETH", "ETH", formatEther(steth)));
    },
    async balances() {
      const [ether = "0", steth = "0"] = await pool.stats.underlyingBalances();
      return { ether: parseEther(ether), steth: parseEther(steth) };
    },
  };
}

/** The chain as the library may see it: all calls at one block, and nothing that could sign or send. */
function readerOf(chain: Eip1193, block: string): Eip1193 {
  return {
    async request({ method, params = [] }) {
      if (method === "eth_accounts") return [NOBODY];
      if (method === "eth_call") return chain.request({ method, params: [(params as unknown[])[0], block] });
      if (READS.has(method)) return chain.request({ method, params });
      throw new Error(`Curve's library asked for ${method}, which is more than reading`);
    },
  };
}

/** It greets on standard output, which belongs to what the user asked for. */
async function silently(work: () => Promise<void>): Promise<void> {
  const { log } = console;
  console.log = () => {};
  try {
    await work();
  } finally {
    console.log = log;
  }
}
