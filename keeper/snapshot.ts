/**
 * What the keeper knows when it decides: strategy, prices and vault as of one block, read in one call, so that no two
 * numbers can come from different blocks.
 */
import { Interface, type Result } from "ethers";
import { interfaceOf } from "../contracts/artifacts.ts";
import { addressBook } from "../devnet/addresses.ts";
import type { Eip1193 } from "../devnet/eip1193.ts";
import type { Decision } from "../strategies/decision.ts";
import type { LoopParams, LoopState } from "../strategies/leveraged-loop/policy.ts";
import { type Block, type BlockTag, callTag, readBlock } from "./block.ts";

export interface Snapshot {
  readonly block: Block;
  readonly state: LoopState;
  readonly params: LoopParams;
  /** What the contract itself would do. */
  readonly check: Decision;
  readonly idleUnits: bigint;
  readonly entryUnits: bigint;
  /** Unix seconds at which our own accumulator last looked at the market. */
  readonly pokedAt: number;
}

/** The contracts that the keeper reads and calls. */
export interface Watched {
  readonly vault: string;
  readonly strategy: string;
  readonly prices: string;
}

const MULTICALL = new Interface([
  "function aggregate((address target, bytes callData)[] calls) view returns (uint256 blockNumber, bytes[] answers)",
]);

export async function readSnapshot(rpc: Eip1193, watched: Watched, tag: BlockTag): Promise<Snapshot> {
  const block = await readBlock(rpc, tag);
  const strategy = interfaceOf("LeveragedLoopStrategy");
  const vault = interfaceOf("KeelVault");
  const reads = [
    [watched.strategy, strategy, "risk"],
    [watched.strategy, strategy, "params"],
    [watched.strategy, strategy, "check"],
    [watched.vault, vault, "idleUnits"],
    [watched.vault, vault, "entryUnits"],
    [watched.prices, interfaceOf("StethPrices"), "market"],
  ] as const;
  const calls = reads.map(([target, abi, name]) => [target, abi.encodeFunctionData(name)]);
  const data = MULTICALL.encodeFunctionData("aggregate", [calls]);
  const call = { to: addressBook.multicall3.address, data };
  const answer = await rpc.request({ method: "eth_call", params: [call, callTag(tag, block)] });
  const [, answers] = MULTICALL.decodeFunctionResult("aggregate", answer);
  const [state, params, check, idle, entry, market] = reads.map(([, abi, name], index) =>
    abi.decodeFunctionResult(name, answers[index]),
  ) as [Result, Result, Result, Result, Result, Result];
  return {
    block,
    state: numbersOf<LoopState>(state[0]),
    params: numbersOf<LoopParams>(params[0]),
    check: numbersOf<Decision>(check[0]),
    idleUnits: idle[0],
    entryUnits: entry[0],
    pokedAt: Number(market.time),
  };
}

/** A struct of the policy: every field is a safe integer, because the contract saturates it. */
function numbersOf<T extends object>(struct: Result): T {
  const fields = Object.entries(struct.toObject()).map(([name, value]) => [name, Number(value)]);
  return Object.fromEntries(fields) as T;
}
