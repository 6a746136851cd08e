/** What the keeper found and did, in one line. */
import type { Looked, TickResult } from "../keeper/vault-keeper.ts";
import { Action } from "../strategies/decision.ts";
import { showAmount } from "./amount.ts";
import { atAGlance } from "./input-words.ts";
import { showRatio } from "./ratio.ts";
import { becauseNamed } from "./reason-words.ts";
import { wordsOf } from "./strategies/printers.ts";

export function inWords(result: TickResult): string {
  const { snapshot, choice, outcome } = result;
  const at = `block ${snapshot.block.number}, ${snapshot.kind}, ${atAGlance(snapshot)}`;
  switch (outcome) {
    case "nothing":
      return "decision" in choice && choice.decision.action === Action.lever
        ? `${at}: a lever is held back by ${choice.inForce.join(", ")}`
        : `${at}: nothing to do, because ${becauseNamed(choice.asked.reason, wordsOf(snapshot.kind))}`;
    case "waiting":
      return `${at}: an earlier transaction is still under way`;
    case "behind":
      return `${at}: the node is behind what was already seen mined`;
    case "over-budget":
      return `${at}: the day's gas is spent, so it waits to ${what(result)}`;
    case "backing-off":
      return `${at}: waits to ${what(result)}, because the last transaction reverted`;
    case "cooling-down":
      return `${at}: waits to ${what(result)}, because the last such action was not long ago`;
    case "disagreed":
      return `${at}: another node sees another state, so it does not ${what(result)}`;
    case "alone":
      return `${at}: no other node confirms the state, so it does not ${what(result)} yet`;
    case "would-send":
      return `${at}: would ${what(result)}`;
    case "too-dear":
      return `${at}: waits to ${what(result)} until gas is cheaper`;
    case "not-yet":
      return `${at}: waits to ${what(result)}; now it would revert with ${result.revert.text}`;
    case "refused":
      return `${at}: cannot ${what(result)}; it would revert with ${result.revert.text}`;
    case "sent":
      return `${at}: ${what(result)}, sent as ${result.hash}`;
  }
}

function what({ snapshot, choice }: Looked): string {
  const { asked, move } = choice;
  const why = `because ${becauseNamed(asked.reason, wordsOf(snapshot.kind))}`;
  switch (move.kind) {
    case "allocate":
      return `put ${showAmount(move.units)} idle units to work`;
    case "poke":
      return "look at the prices";
    case "observe":
      return "have the contract look at its market";
    case "settle":
      return `settle the queue from idle funds ${why}`;
    case "settle-deep":
      return `settle ${showAmount(move.shares)} shares by unwinding strategies ${why}`;
    case "start-exit":
      return `start a slow exit of ${showAmount(move.units)} units ${why}`;
    case "ripcord":
      return `repay ${move.repay} of a stranger's debt ${why}`;
    default: {
      const target = "decision" in choice ? choice.decision.target : 0;
      return `${asked.action}${target === 0 ? "" : ` to ${showRatio(target)}`} ${why}`;
    }
  }
}
