/** What the keeper did in a step, for a run's record: from its own answer and from the events of what was mined. */
import type { TransactionReceipt } from "ethers";
import type { ActionRecord } from "../backtest/result.ts";
import { interfaceOf } from "../contracts/artifacts.ts";
import type { TickResult } from "../keeper/vault-keeper.ts";

const NOTHING_MOVED = { sold: 0n, repaid: 0n, borrowed: 0n, gained: 0n, allocated: 0n };

/**
 * @param time of the keeper's block
 * @param ltvAfter debt / collateral after it, 1e9
 * @param receipt of its transaction, if it sent one
 * @returns undefined where there was nothing to do
 */
export function keeperRecord(
  tick: TickResult,
  time: number,
  ltvAfter: number,
  receipt: TransactionReceipt | undefined,
  gasGwei: number,
): ActionRecord | undefined {
  if (tick.outcome === "waiting")
    throw new Error("the keeper still waits for a transaction of the step before");
  const { choice, snapshot } = tick;
  if (!("order" in choice) || snapshot.kind !== "leveraged-loop")
    throw new Error("the demo's vault has a loop alone");
  const { kind } = choice.move;
  if (kind !== "execute" && kind !== "allocate" && kind !== "poke") return undefined;
  const record = {
    time,
    kind,
    decision: kind === "execute" ? choice.order : choice.decision,
    ltvBefore: snapshot.state.ltv,
    ltvAfter,
    ...NOTHING_MOVED,
    gasGwei,
  };
  if ("revert" in tick) return { ...record, gasUsed: 0n, refused: tick.revert.name };
  if (receipt?.status !== 1) {
    return { ...record, gasUsed: receipt?.gasUsed ?? 0n, refused: receipt ? "Reverted" : tick.outcome };
  }
  return { ...record, ...movements(receipt), gasUsed: receipt.gasUsed };
}

function movements(receipt: TransactionReceipt): Partial<ActionRecord> {
  let moved: Partial<ActionRecord> = {};
  for (const log of receipt.logs) {
    const event =
      interfaceOf("LeveragedLoopStrategy").parseLog(log) ?? interfaceOf("KeelVault").parseLog(log);
    if (event === null) continue;
    const { name, args } = event;
    if (name === "Levered") moved = { ...moved, borrowed: args.borrowed, gained: args.units };
    else if (name === "Delevered") moved = { ...moved, sold: args.sold, repaid: args.repaid };
    else if (name === "Executed") moved = { ...moved, ltvBefore: Number(args.ltvBefore) };
    else if (name === "Allocated") moved = { ...moved, allocated: args.units };
  }
  return moved;
}
