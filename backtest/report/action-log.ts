/** The keeper's transactions as the page numbers them, in its chart and in its list. */
import type { ActionRecord, Run } from "../result.ts";

export interface LogEntry {
  readonly number: number;
  readonly action: ActionRecord;
}

/** Everything but looks at the prices, which change nothing and are many. */
export function actionLog(run: Run): readonly LogEntry[] {
  return run.actions.filter(({ kind }) => kind !== "poke").map((action, i) => ({ number: i + 1, action }));
}

/** Looks at the prices. */
export function pokes(run: Run): readonly ActionRecord[] {
  return run.actions.filter(({ kind }) => kind === "poke");
}
