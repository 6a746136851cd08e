/** What the keeper found and did, in one line. */
import { formatEther } from "ethers";
import type { Looked, TickResult } from "../keeper/vault-keeper.ts";
import { Action, actionName } from "../strategies/decision.ts";
import { showRatio } from "./ratio.ts";
import { because } from "./reason-words.ts";

export function inWords(result: TickResult): string {
  const { snapshot, choice, outcome } = result;
  const at = `block ${snapshot.block.number}, LTV ${showRatio(snapshot.state.ltv)}`;
  switch (outcome) {
    case "nothing":
      return choice.decision.action === Action.lever
        ? `${at}: a lever is held back by ${choice.inForce.join(", ")}`
        : `${at}: nothing to do, because ${because(choice.decision.reason)}`;
    case "waiting":
      return `${at}: an earlier transaction is still under way`;
    case "behind":
      return `${at}: the node is behind what was already seen mined`;
    case "over-budget":
      return `${at}: the day's gas is spent, so it waits to ${what(result)}`;
    case "backing-off":
      return `${at}: waits to ${what(result)}, because the last transaction reverted`;
    case "disagreed":
      return `${at}: another node sees another state, so it does not ${what(result)}`;
    case "alone":
      return `${at}: no other node confirms the state, so it does not ${what(result)} yet`;
    case "would-send":
      return `${at}: would ${what(result)}`;
    case "too-dear":
      return `${at}: waits to ${what(result)} until gas is cheaper`;
    case "refused":
      return `${at}: cannot ${what(result)}; it would revert with ${result.revert.text}`;
    case "sent":
      return `${at}: ${what(result)}, sent as ${result.hash}`;
  }
}

function what({ choice }: Looked): string {
  const { decision, move } = choice;
  if (move.kind === "allocate") return `put ${formatEther(move.units)} idle units to work`;
  if (move.kind === "poke") return "look at the prices";
  const target = decision.target === 0 ? "" : ` to ${showRatio(decision.target)}`;
  return `${actionName(decision.action)}${target} because ${because(decision.reason)}`;
}
