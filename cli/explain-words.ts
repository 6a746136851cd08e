/** A past decision as a person reads it: inputs, rule, action, what came of it, and whether it comes out the same again. */
import { formatEther, formatUnits } from "ethers";
import type { Explained } from "../keeper/explain.ts";
import type { RecordedAction } from "../keeper/journal/entries.ts";
import { actionName, levelName, reasonName, urgencyName } from "../strategies/decision.ts";
import { bands } from "../strategies/leveraged-loop/policy.ts";
import { showRatio } from "./ratio.ts";
import { because } from "./reason-words.ts";

export function explanation({ look, same, actions }: Explained): string {
  const { snapshot, choice, outcome, reason } = look;
  const { block, state, params, idleUnits, entryUnits } = snapshot;
  const { decision, inForce, move } = choice;
  const { low, target, high, line } = bands(state, state.level, params);
  return [
    `vault ${look.vault}, block ${block.number} (${block.hash}), seen ${new Date(look.time * 1000).toISOString()}`,
    "inputs",
    `  LTV ${showRatio(state.ltv)}, liquidated at ${showRatio(state.liquidationLtv)}, lent up to ${showRatio(state.borrowLtv)}`,
    `  peg ${showRatio(state.peg)}, ${state.marketAge} s old; lender's price ${showRatio(state.lenderPeg)}, ${state.lenderAge} s old`,
    `  carry ${showRatio(state.carry)} a year; depeg level ${levelName(state.level)}; last action ${state.sinceAction} s before`,
    `  price flags ${state.priceFlags}, venue flags ${state.venueFlags}`,
    `  idle ${formatEther(idleUnits)} of ${formatEther(entryUnits)} units; base fee ${formatUnits(block.baseFee, "gwei")} gwei`,
    "rule",
    `  bands ${showRatio(low)} – ${showRatio(target)} – ${showRatio(high)}, ripcord at ${showRatio(line)}`,
    `  ${reasonName(decision.reason)}: ${because(decision.reason)}`,
    ...(inForce.length > 0 ? [`  the strategist's own: ${inForce.join(", ")}`] : []),
    "action",
    `  ${actionName(decision.action)} to ${showRatio(decision.target)}, urgency ${urgencyName(decision.urgency)}, level then ${levelName(decision.level)}`,
    `  the keeper's move: ${move.kind}; it came to "${outcome ?? "nothing that was recorded"}"${reason ? ` (${reason})` : ""}`,
    ...actions.flatMap(ofAction),
    same ? "recomputed from the journal: the same" : "recomputed from the journal: NOT the same",
  ].join("\n");
}

function ofAction({ kind, nonce, attempts, ending, inclusion }: RecordedAction): string[] {
  return [
    `  ${kind} at nonce ${nonce}: ${ending ?? "still under way"}`,
    ...attempts.map(({ hash, fees, cancels }) => {
      const offer = `${formatUnits(fees.maxFeePerGas, "gwei")} gwei at most, tip ${formatUnits(fees.maxPriorityFeePerGas, "gwei")}`;
      return `    ${hash}: ${offer}${cancels ? ", does nothing but take the nonce" : ""}`;
    }),
    ...(inclusion
      ? [`    in block ${inclusion.block}, ${inclusion.gasUsed} gas for ${formatEther(inclusion.fee)} ether`]
      : []),
  ];
}
