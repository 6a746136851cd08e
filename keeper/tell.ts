/** A look at a vault as one line of the log. */
import { actionName, reasonName } from "../strategies/decision.ts";
import type { Outcome } from "./journal/entries.ts";
import type { Log } from "./log.ts";
import type { TickResult } from "./vault-keeper.ts";

const SAID: Readonly<Record<Outcome, readonly [level: keyof Log, words: string]>> = {
  nothing: ["debug", "nothing to do"],
  waiting: ["debug", "waiting for the last transaction"],
  behind: ["warn", "the node's chain ends before what was seen mined"],
  "would-send": ["info", "would send"],
  "too-dear": ["info", "gas is too dear for this"],
  "over-budget": ["warn", "the day's gas is spent"],
  "backing-off": ["info", "the last transaction reverted; waiting before the next"],
  refused: ["warn", "the transaction would revert"],
  disagreed: ["error", "another node sees another state"],
  alone: ["warn", "no other node could be asked"],
  sent: ["info", "sent"],
};

export function tell(log: Log, vault: string, result: TickResult): void {
  const { snapshot, choice, outcome } = result;
  const { decision, move, inForce } = choice;
  const [level, words] = SAID[outcome];
  log[level](
    {
      vault,
      block: snapshot.block.number,
      ltv: snapshot.state.ltv,
      peg: snapshot.state.peg,
      action: actionName(decision.action),
      why: reasonName(decision.reason),
      decision,
      move: move.kind,
      ...(inForce.length > 0 && { rules: inForce }),
      ...(outcome === "refused" && { reason: result.revert.text }),
      ...(outcome === "sent" && { hash: result.hash }),
    },
    words,
  );
}
