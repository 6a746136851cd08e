/** Which troubles there are, from the keeper's health and what its last looks came to. */
import { actionName, levelName, reasonName, Urgency } from "../../strategies/decision.ts";
import type { HealthReport } from "../health.ts";
import type { TickResult } from "../vault-keeper.ts";
import type { Alert } from "./alert.ts";

/** @param looks the last one of each vault */
export function troublesOf(
  { healthy, problems }: HealthReport,
  looks: ReadonlyMap<string, TickResult>,
): Alert[] {
  const severity = healthy ? "warn" : "page";
  const own = problems.map(
    (text) => ({ key: `health ${text.replace(/\d+ s/, "")}`, severity, text }) as const,
  );
  return [...own, ...[...looks].flatMap(([vault, result]) => ofLook(vault, result))];
}

function ofLook(vault: string, { outcome, choice, ...result }: TickResult): Alert[] {
  const { action, reason, urgency, level } = choice.decision;
  const found: Alert[] = [];
  if (outcome === "refused" && "revert" in result) {
    const severity = urgency >= Urgency.protect ? "page" : "warn";
    const text = `${vault}: a ${actionName(action)} would revert with ${result.revert.text}`;
    found.push({ key: `refused ${vault}`, severity, text });
  }
  if (urgency === Urgency.rescue)
    found.push({
      key: `rescue ${vault}`,
      severity: "page",
      text: `${vault}: ${reasonName(reason)}, a rescue`,
    });
  if (level > 0)
    found.push({
      key: `level ${vault} ${level}`,
      severity: "warn",
      text: `${vault}: depeg level ${levelName(level)}`,
    });
  if (outcome === "over-budget")
    found.push({ key: `budget ${vault}`, severity: "warn", text: `${vault}: the day's gas is spent` });
  return found;
}
