/**
 * The keeper's block: it reads the world's block, decides by the strategy's policy and the vault's rule, and
 * its one transaction is mined in the next block, where the contract decides again.
 */
import type { Decision } from "../../strategies/decision.ts";
import type { Seconds } from "../../strategies/kernels/math/units.ts";
import { execute } from "../../strategies/leveraged-loop/execute.ts";
import { decide } from "../../strategies/leveraged-loop/policy.ts";
import { risk } from "../../strategies/leveraged-loop/risk.ts";
import { poke } from "../../strategies/prices/steth-prices.ts";
import { allocate } from "../../strategies/vault/allocate.ts";
import { type AllocationParams, nextMove, type VaultMove } from "../../strategies/vault/allocation.ts";
import { entryUnits } from "../../strategies/vault/vault.ts";
import type { ActionRecord } from "../result.ts";
import { type GasCosts, gasOf } from "./gas.ts";
import { type System, transact } from "./system.ts";

/** Seconds between the world's block and the keeper's. */
export const KEEPER_DELAY: Seconds = 12;

export interface KeeperSettings {
  readonly allocation: AllocationParams;
  readonly gas: GasCosts;
}

const NOTHING_MOVED = { sold: 0n, repaid: 0n, borrowed: 0n, gained: 0n, allocated: 0n };

/** Moves the system's clock to the keeper's block and does there what the keeper decided on the world's. */
export function keeperBlock(
  system: System,
  { allocation, gas }: KeeperSettings,
  gasGwei: number,
): { system: System; action?: ActionRecord } {
  const state = risk(system.loop);
  const decision = decide(state, system.loop.settings.params);
  const move = nextMove(
    {
      decision,
      idleUnits: system.vault.books.idle,
      entryUnits: entryUnits(system.vault),
      marketAge: state.marketAge,
    },
    allocation,
  );
  system.market.time += KEEPER_DELAY;
  if (move.kind === "none") return { system };

  const outcome = transact(system, (copy) => perform(copy, move, decision));
  const { ltv } = risk(outcome.system.loop);
  const record = {
    time: system.market.time,
    kind: move.kind,
    decision,
    ltvBefore: state.ltv,
    ltvAfter: ltv,
    ...NOTHING_MOVED,
    gasGwei,
  };
  const action: ActionRecord =
    outcome.refused === undefined
      ? { ...record, ...outcome.value, gasUsed: gasOf(move.kind, decision.action, gas) }
      : { ...record, gasUsed: 0n, refused: outcome.refused };
  return { system: outcome.system, action };
}

type Moved = Partial<
  Pick<ActionRecord, "sold" | "repaid" | "borrowed" | "gained" | "allocated" | "ltvBefore">
>;

function perform(
  { loop, vault, strategy, market }: System,
  move: Exclude<VaultMove, { kind: "none" }>,
  { action, target }: Decision,
): Moved {
  if (move.kind === "allocate") {
    allocate(vault, strategy, move.units);
    return { allocated: move.units };
  }
  if (move.kind === "poke") {
    poke(loop.prices, market);
    return {};
  }
  const { sold, repaid, borrowed, gained, ltvBefore } = execute(loop, { action, target, floor: 0n });
  return { sold, repaid, borrowed, gained, ltvBefore };
}
