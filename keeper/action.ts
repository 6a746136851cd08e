/** The one transaction that carries out a choice: whom to call with what, how much gas, and how urgent it is. */
import type { Interface } from "ethers";
import { interfaceOf } from "../contracts/artifacts.ts";
import type { Eip1193 } from "../devnet/eip1193.ts";
import { Action, type Decision, Urgency } from "../strategies/decision.ts";
import { type BlockTag, callTag } from "./block.ts";
import type { Choice } from "./decide.ts";
import type { Snapshot, Watched } from "./snapshot.ts";

export interface KeeperAction {
  /** `fill` does nothing but use up a nonce. */
  readonly kind: "execute" | "allocate" | "poke" | "fill";
  readonly urgency: Urgency;
  readonly to: string;
  readonly data: string;
  readonly gasLimit: bigint;
}

/**
 * Named outright: an estimate walks the whole call a dozen times, and one made on a calm state is too low for the next.
 * Three times what each was measured to use, and more.
 */
const GAS = { execute: 3_000_000n, allocate: 1_000_000n, poke: 300_000n };

/** @returns undefined where there is nothing to do */
export async function actionFor(
  rpc: Eip1193,
  watched: Watched,
  { order, move }: Choice,
  snapshot: Snapshot,
  tag: BlockTag,
): Promise<KeeperAction | undefined> {
  const { kind } = move;
  const strategy = interfaceOf("LeveragedLoopStrategy");
  switch (kind) {
    case "none":
      return undefined;
    case "execute": {
      const floor = await saleFloor(rpc, watched, order, snapshot, tag);
      const data = encodeOrder(strategy, order, floor);
      return { kind, urgency: order.urgency, to: watched.strategy, data, gasLimit: GAS.execute };
    }
    case "allocate": {
      const args = [watched.strategy, move.units];
      const data = interfaceOf("KeelVault").encodeFunctionData("allocate", args);
      return { kind, urgency: Urgency.rebalance, to: watched.vault, data, gasLimit: GAS.allocate };
    }
    case "poke": {
      const data = interfaceOf("StethPrices").encodeFunctionData("poke");
      return { kind, urgency: Urgency.idle, to: watched.prices, data, gasLimit: GAS.poke };
    }
  }
}

function encodeOrder(strategy: Interface, { action, target }: Decision, floor: bigint): string {
  if (action === Action.reduce) return strategy.encodeFunctionData("reduce", [target, floor]);
  if (action === Action.release) return strategy.encodeFunctionData("release");
  return strategy.encodeFunctionData("execute", [action, target, floor]);
}

/** ETH per stETH (WAD) that a sale must fetch, as the contract computes it now; 0 where nothing is sold. */
async function saleFloor(
  rpc: Eip1193,
  { strategy }: Watched,
  { action, urgency }: Decision,
  { state, block }: Snapshot,
  tag: BlockTag,
): Promise<bigint> {
  if (action !== Action.delever && action !== Action.reduce) return 0n;
  const abi = interfaceOf("LeveragedLoopStrategy");
  const call = { to: strategy, data: abi.encodeFunctionData("saleFloor", [state, urgency]) };
  const answer = await rpc.request({ method: "eth_call", params: [call, callTag(tag, block)] });
  return abi.decodeFunctionResult("saleFloor", answer)[0];
}
