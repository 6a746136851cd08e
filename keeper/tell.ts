/** A look at a contract as one line of the log. */
import type { Outcome } from "./journal/entries.ts";
import type { Log } from "./log.ts";
import { shownOf } from "./shown.ts";
import type { TickResult } from "./vault-keeper.ts";
import { kindOf, lockOf, subjectOf, type Watched } from "./watched.ts";

const SAID: Readonly<Record<Outcome, readonly [level: keyof Log, words: string]>> = {
  nothing: ["debug", "nothing to do"],
  waiting: ["debug", "waiting for the last transaction"],
  behind: ["warn", "the node's chain ends before what was seen mined"],
  "would-send": ["info", "would send"],
  "too-dear": ["info", "gas is too dear for this"],
  "over-budget": ["warn", "the day's gas is spent"],
  "backing-off": ["info", "the last transaction reverted; waiting before the next"],
  "cooling-down": ["info", "the last one was not long ago; waiting before the next"],
  "not-yet": ["info", "the contract says that it is too early"],
  refused: ["warn", "the transaction would revert"],
  disagreed: ["error", "another node sees another state"],
  alone: ["warn", "no other node could be asked"],
  sent: ["info", "sent"],
};

export function tell(log: Log, watched: Watched, result: TickResult): void {
  const { snapshot, choice, outcome } = result;
  const { asked, move } = choice;
  const [level, words] = SAID[outcome];
  log[level](
    {
      vault: lockOf(watched),
      kind: kindOf(watched),
      contract: subjectOf(watched),
      block: snapshot.block.number,
      ...shownOf(snapshot),
      action: asked.action,
      why: asked.reason,
      ...("decision" in choice && { decision: choice.decision }),
      move: move.kind,
      ...("inForce" in choice && choice.inForce.length > 0 && { rules: choice.inForce }),
      ...("revert" in result && { reason: result.revert.text }),
      ...(outcome === "sent" && { hash: result.hash }),
    },
    words,
  );
}
