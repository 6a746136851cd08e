/**
 * A past decision from the journal: what was known, which rule that met, what was done about it; and the same decision made again
 * from what was known (KPR-02).
 */
import type { Rules } from "../strategies/rules/rules.ts";
import type { Choice } from "./choice.ts";
import { choose } from "./decide.ts";
import type { RecordedAction, RecordedLook } from "./journal/entries.ts";
import type { Journal } from "./journal/journal.ts";
import { toJson } from "./json.ts";

export interface Explained {
  readonly look: RecordedLook;
  readonly again: Choice;
  /** Whether the decision comes out as it was recorded. */
  readonly same: boolean;
  /** What was begun on it. */
  readonly actions: readonly RecordedAction[];
}

/** Looks at a block, or the one that led to a transaction. @param what a block's number or a transaction's hash */
export async function looksAbout(journal: Journal, what: number | string): Promise<RecordedLook[]> {
  if (typeof what === "number") {
    const seen = await journal.looksAt(what);
    if (seen.length > 0) return seen;
  }
  const mined = await journal.actionsAt(typeof what === "number" ? { block: what } : { hash: what });
  const looks = await Promise.all(mined.map(({ look }) => journal.look(look)));
  return looks.filter((look) => look !== undefined);
}

/** @param rulesOf the strategist's rules as the look's own settings have them */
export async function explain(
  journal: Journal,
  look: RecordedLook,
  rulesOf: (settings: RecordedLook["rules"]) => Promise<Rules>,
): Promise<Explained> {
  const { snapshot, settings, rules, windows, choice } = look;
  const again = choose(snapshot, settings, { rules: await rulesOf(rules), windows });
  const actions = await journal.actionsOf(look.id);
  return { look, again, same: toJson(again) === toJson(choice), actions };
}
