/** A past decision as a person reads it: inputs, rule, action, what came of it, and whether it comes out the same again. */
import { formatEther, formatUnits } from "ethers";
import type { Choice } from "../keeper/choice.ts";
import type { Explained } from "../keeper/explain.ts";
import type { RecordedAction } from "../keeper/journal/entries.ts";
import { levelName, urgencyName } from "../strategies/decision.ts";
import { inputsOf } from "./input-words.ts";
import { showRatio } from "./ratio.ts";
import { becauseNamed } from "./reason-words.ts";
import { wordsOf } from "./strategies/printers.ts";

export function explanation({ look, same, actions }: Explained): string {
  const { snapshot, choice, outcome, reason } = look;
  const { block, kind } = snapshot;
  const { asked, move } = choice;
  const rules = "inForce" in choice ? choice.inForce : [];
  const came = `it came to "${outcome ?? "nothing that was recorded"}"${reason ? ` (${reason})` : ""}`;
  return [
    `${kind} ${look.subject}, block ${block.number} (${block.hash}), seen ${new Date(look.time * 1000).toISOString()}`,
    ...(look.vault === look.subject ? [] : [`of the vault ${look.vault}`]),
    "inputs",
    ...inputsOf(snapshot).map(indented),
    "rule",
    indented(`${asked.reason}: ${becauseNamed(asked.reason, wordsOf(kind))}`),
    ...(rules.length > 0 ? [indented(`the strategist's own: ${rules.join(", ")}`)] : []),
    "action",
    indented(
      `${asked.action}${targetOf(choice)}, urgency ${urgencyName(asked.urgency)}, level then ${levelName(asked.level)}`,
    ),
    indented(`the keeper's move: ${move.kind}; ${came}`),
    ...actions.flatMap(ofAction).map(indented),
    same ? "recomputed from the journal: the same" : "recomputed from the journal: NOT the same",
  ].join("\n");
}

const indented = (line: string): string => `  ${line}`;

const targetOf = (choice: Choice): string =>
  "decision" in choice && choice.decision.target > 0 ? ` to ${showRatio(choice.decision.target)}` : "";

function ofAction({ kind, nonce, attempts, ending, inclusion }: RecordedAction): string[] {
  return [
    `${kind} at nonce ${nonce}: ${ending ?? "still under way"}`,
    ...attempts.map(({ hash, fees, cancels }) => {
      const offer = `${formatUnits(fees.maxFeePerGas, "gwei")} gwei at most, tip ${formatUnits(fees.maxPriorityFeePerGas, "gwei")}`;
      return `  ${hash}: ${offer}${cancels ? ", does nothing but take the nonce" : ""}`;
    }),
    ...(inclusion
      ? [`  in block ${inclusion.block}, ${inclusion.gasUsed} gas for ${formatEther(inclusion.fee)} ether`]
      : []),
  ];
}
