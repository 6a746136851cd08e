/**
 * What the keeper knows when it decides: everything that it looks after as of one block, in one call, so that no two numbers can
 * come from different blocks.
 */
import type { Eip1193 } from "../devnet/eip1193.ts";
import { type FailedRead, type Read, readGroups } from "../devnet/multicall.ts";
import type { Decision } from "../strategies/decision.ts";
import { type Block, type BlockTag, callTag, readBlock } from "./block.ts";
import { kindFor } from "./kinds/kinds.ts";
import { revertOf } from "./revert.ts";
import {
  nameOf,
  type StrategyKind,
  type StrategyKinds,
  type Watched,
  type WatchedStrategy,
} from "./watched.ts";

export interface StrategySnapshot<K extends StrategyKind = StrategyKind> {
  readonly kind: K;
  readonly block: Block;
  readonly state: StrategyKinds[K]["state"];
  readonly params: StrategyKinds[K]["params"];
  /** What the contract itself would do. */
  readonly check: Decision;
  /** The vault's idle units, and those among them that the exit queue has the first call on. */
  readonly idleUnits: bigint;
  readonly reservedUnits: bigint;
  /** The vault at entry value, units. */
  readonly entryUnits: bigint;
  /** The position at entry value, units, and how many more it takes now. */
  readonly positionUnits: bigint;
  readonly depositLimit: bigint;
  /** Unix seconds at which our own accumulator last looked at the market; left out where nobody pokes it. */
  readonly pokedAt?: number;
  /** Unix seconds at which the position's own venue was last looked at; left out where it has none to look at. */
  readonly observedAt?: number;
}

/** Ratios are scaled 1e9 and saturate. */
export interface QueueState {
  /** 1 while shares wait. */
  readonly waiting: number;
  /** Part of them that idle funds pay now. */
  readonly funded: number;
  /** Part of them that idle funds and strategies' immediate exits pay now. */
  readonly fundedDeep: number;
  /** Exit price / the least that the queue settles at now; 0 while it cannot say. */
  readonly price: number;
  /** 1 once the oldest batch has waited so long that strategies are unwound for it. */
  readonly overdue: number;
  /** Whole hours since the queue last looked at the exit price. */
  readonly unseenHours: number;
}

export interface QueueSnapshot {
  readonly kind: "exit-queue";
  readonly block: Block;
  readonly state: QueueState;
  readonly pendingShares: bigint;
  /** A slow way out that could bring what waits and is not under way yet, units; left out where there is none. */
  readonly slowExit?: { readonly strategy: string; readonly units: bigint };
}

/** Ratios are scaled 1e9 and saturate. */
export interface StrangerState {
  readonly ltv: number;
  readonly liquidationLtv: number;
  readonly peg: number;
  /** 1 past the ripcord line. */
  readonly past: number;
}

export interface StrangerSnapshot {
  readonly kind: "ripcord";
  readonly block: Block;
  readonly state: StrangerState;
  /** What the keeper has, and has allowed the position to take, of what is repaid. */
  readonly funds: bigint;
  /** Wei that a whole one of it is worth by the lender's price, and how many of its own units that is. */
  readonly tokenPrice: bigint;
  readonly tokenUnit: bigint;
  /** Wei that 1e18 units of collateral would fetch on the market. */
  readonly unitPrice: bigint;
  /** What the position answered to a trial with all funds; left out before its line, and without funds. */
  readonly offer?: { readonly repaid: bigint; readonly units: bigint };
}

export type Snapshot =
  | { [K in StrategyKind]: StrategySnapshot<K> }[StrategyKind]
  | QueueSnapshot
  | StrangerSnapshot;

export interface Snapshots {
  readonly block: Block;
  /** In the order of what is watched; what cannot be read is told in words instead. */
  readonly seen: readonly (Snapshot | string)[];
  /** What the node sent, for {@link secondOpinion}. */
  readonly raw: string;
}

/** Reads all with a single request, and one more where a stranger offers a reward. @param tag that the block was read by */
export async function readSnapshots(
  rpc: Eip1193,
  watched: readonly Watched[],
  block: Block,
  tag: BlockTag,
): Promise<Snapshots> {
  const { groups, failed, raw } = await readGroups(rpc, watched.map(readsOf), callTag(tag, block));
  const seen = await Promise.all(
    watched.map(async (each, index) => {
      const values = groups[index];
      if (values === undefined) return inWords(failed.get(index));
      const kind = kindFor(each);
      const snapshot = kind.snapshotOf(each, block, values);
      return kind.complete?.(rpc, each, snapshot, tag) ?? snapshot;
    }),
  );
  return { block, raw, seen };
}

/** @throws where the strategy, or its vault, cannot be read */
export async function readSnapshot<K extends StrategyKind = "leveraged-loop">(
  rpc: Eip1193,
  watched: WatchedStrategy & { readonly kind?: K },
  tag: BlockTag,
): Promise<StrategySnapshot<K>> {
  const block = await readBlock(rpc, tag);
  const [snapshot = "nothing was read"] = (await readSnapshots(rpc, [watched], block, tag)).seen;
  if (typeof snapshot === "string") throw new Error(`${nameOf(watched)} cannot be read: ${snapshot}`);
  return snapshot as StrategySnapshot<K>;
}

/** What makes a snapshot. */
export const readsOf = (watched: Watched): readonly Read[] => kindFor(watched).reads(watched);

function inWords(failed: FailedRead | undefined): string {
  if (failed === undefined) return "nothing was read";
  const { to, name, revert } = failed;
  if (revert === undefined) return `there is no contract at ${to}`;
  return `${name}() of ${to} reverts with ${revertOf({ data: revert })?.text}`;
}
