/**
 * What the keeper knows when it decides: strategy, prices and vault as of one block, of all vaults in one call, so that no two
 * numbers can come from different blocks.
 */
import type { Result } from "ethers";
import { interfaceOf } from "../contracts/artifacts.ts";
import type { Eip1193 } from "../devnet/eip1193.ts";
import { type Read, readGroups } from "../devnet/multicall.ts";
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

/** The contracts of a vault that the keeper reads and calls. */
export interface Watched {
  readonly vault: string;
  readonly strategy: string;
  readonly prices: string;
}

export interface Snapshots {
  readonly block: Block;
  /** In the order of the vaults; undefined where one of its contracts cannot be read. */
  readonly vaults: readonly (Snapshot | undefined)[];
  /** What the node sent, for {@link secondOpinion}. */
  readonly raw: string;
}

/** Reads all vaults at `block` with a single request. @param tag that the block was read by */
export async function readSnapshots(
  rpc: Eip1193,
  vaults: readonly Watched[],
  block: Block,
  tag: BlockTag,
): Promise<Snapshots> {
  const { groups, raw } = await readGroups(rpc, vaults.map(readsOf), callTag(tag, block));
  return { block, raw, vaults: groups.map((values) => values && snapshotOf(block, values)) };
}

/** @throws where one of the vault's contracts cannot be read */
export async function readSnapshot(rpc: Eip1193, watched: Watched, tag: BlockTag): Promise<Snapshot> {
  const block = await readBlock(rpc, tag);
  const [snapshot] = (await readSnapshots(rpc, [watched], block, tag)).vaults;
  if (snapshot === undefined) throw new Error(`the vault at ${watched.vault} cannot be read`);
  return snapshot;
}

/** What makes a snapshot of one vault. */
export function readsOf(watched: Watched): Read[] {
  const strategy = interfaceOf("LeveragedLoopStrategy");
  const vault = interfaceOf("KeelVault");
  return [
    { to: watched.strategy, abi: strategy, name: "risk" },
    { to: watched.strategy, abi: strategy, name: "params" },
    { to: watched.strategy, abi: strategy, name: "check" },
    { to: watched.vault, abi: vault, name: "idleUnits" },
    { to: watched.vault, abi: vault, name: "entryUnits" },
    { to: watched.prices, abi: interfaceOf("StethPrices"), name: "market" },
  ];
}

// biome-ignore lint/suspicious/noExplicitAny: as the reads' own interfaces have it
function snapshotOf(block: Block, values: readonly any[]): Snapshot {
  const [state, params, check, idleUnits, entryUnits, market] = values;
  return {
    block,
    state: numbersOf<LoopState>(state),
    params: numbersOf<LoopParams>(params),
    check: numbersOf<Decision>(check),
    idleUnits,
    entryUnits,
    pokedAt: Number(market.time),
  };
}

/** A struct of the policy: every field is a safe integer, because the contract saturates it. */
function numbersOf<T extends object>(struct: Result): T {
  const fields = Object.entries(struct.toObject()).map(([name, value]) => [name, Number(value)]);
  return Object.fromEntries(fields) as T;
}
