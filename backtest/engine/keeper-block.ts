/**
 * The keeper's block: it reads the world's block, decides by the strategy's policy and the vault's rule, and
 * its one transaction is mined in the next block, where the contract decides again.
 */
import { type Decision, Urgency } from "../../strategies/decision.ts";
import type { Seconds } from "../../strategies/kernels/math/units.ts";
import { poke } from "../../strategies/prices/steth-prices.ts";
import type { History } from "../../strategies/rules/history.ts";
import { NO_RULES, type Rules } from "../../strategies/rules/rules.ts";
import { allocate } from "../../strategies/vault/allocate.ts";
import { type AllocationParams, nextMove, type VaultMove } from "../../strategies/vault/allocation.ts";
import { entryUnits } from "../../strategies/vault/vault.ts";
import type { ActionRecord } from "../result.ts";
import { type GasCosts, gasOf } from "./gas.ts";
import type { KeeperFaults } from "./keeper-faults.ts";
import type { KeeperGate } from "./keeper-gate.ts";
import type { Asked, Moved } from "./played.ts";
import { type System, transact } from "./system.ts";

export interface KeeperSettings {
  readonly allocation: AllocationParams;
  readonly gas: GasCosts;
  /** The strategist's own; none without it. */
  readonly rules?: Rules;
  /** What is wrong with the keeper; nothing without it. */
  readonly faults?: KeeperFaults;
}

/** When a block's turn comes: the step's number in the run, its gas price in gwei, and what may come in between. */
export interface Turn {
  /** Seconds since the world's block. */
  readonly delay: Seconds;
  readonly step: number;
  readonly gasGwei: number;
  readonly gate: KeeperGate;
}

const NOTHING_MOVED = { sold: 0n, repaid: 0n, borrowed: 0n, gained: 0n, allocated: 0n };

/**
 * Decides on the world's block, if the keeper is there, tries the action out there, and carries it out in the keeper's own block, to
 * which the system's clock is moved. An action that would be refused is not sent; one that is refused only in
 * its own block reverts.
 * @param history what the rules' windows have seen in the run so far
 * @returns also the names of the rules that hold
 */
export function keeperBlock(
  system: System,
  { allocation, gas, rules = NO_RULES }: KeeperSettings,
  history: History,
  { delay, step, gasGwei, gate }: Turn,
): { system: System; action?: ActionRecord; inForce: readonly string[] } {
  const { played, vault, market } = system;
  const asked = played.ask(rules, history);
  const { own, decision, inForce } = asked;
  const move = nextMove(
    {
      decision,
      idleUnits: vault.books.idle,
      entryUnits: entryUnits(vault),
      // Asked for only where there is something to put to work.
      get depositLimit() {
        return played.strategy.depositLimit();
      },
      marketAge: market.time - played.prices.time,
    },
    allocation,
  );
  const sent =
    move.kind === "none" ? "not yet" : gate.send(step, market.time, urgencyOf(move, decision), gasGwei);
  if (move.kind === "none" || sent === "not yet") {
    market.time += delay;
    return { system, inForce };
  }
  const transaction = (copy: System) => perform(copy, move, asked);
  const tried = transact(system, transaction);
  market.time += delay;
  const fails = sent === "fails" && tried.refused === undefined;
  const outcome = fails
    ? { system, refused: "TransactionFailed" }
    : tried.refused === undefined
      ? transact(system, transaction)
      : { ...tried, system };

  const record = {
    time: market.time,
    kind: move.kind,
    decision: move.kind === "execute" ? decision : own,
    ltvBefore: asked.ltv,
    ltvAfter: outcome.system.played.ltv(),
    ...NOTHING_MOVED,
    gasGwei,
  };
  const gasUsed = gasOf(move.kind, decision.action, gas);
  const action: ActionRecord =
    outcome.refused === undefined
      ? { ...record, ...outcome.value, gasUsed }
      : { ...record, gasUsed: fails ? gasUsed : 0n, refused: outcome.refused };
  return { system: outcome.system, action, inForce };
}

/** Of the strategy's action only: idle funds and a look at the prices can wait. */
const urgencyOf = ({ kind }: VaultMove, { urgency }: Decision): Urgency =>
  kind === "execute" ? urgency : Urgency.idle;

/** What the keeper's transaction does, as the contracts do it. */
function perform(
  { played, vault, market }: System,
  move: Exclude<VaultMove, { kind: "none" }>,
  asked: Asked,
): Moved {
  if (move.kind === "execute") return played.act(asked);
  if (move.kind === "poke") {
    poke(played.prices, market);
    return {};
  }
  allocate(vault, played.strategy, move.units);
  return { allocated: move.units };
}
