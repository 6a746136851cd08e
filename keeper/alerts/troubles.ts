/** Which troubles there are, from the keeper's health and what its last looks came to. */
import { levelName, Urgency } from "../../strategies/decision.ts";
import type { HealthReport } from "../health.ts";
import type { TickResult } from "../vault-keeper.ts";
import type { Alert } from "./alert.ts";

/** @param looks the last one of each contract, by its name */
export function troublesOf(
  { healthy, problems }: HealthReport,
  looks: ReadonlyMap<string, TickResult>,
): Alert[] {
  const severity = healthy ? "warn" : "page";
  const own = problems.map(
    (text) => ({ key: `health ${text.replace(/\d+ s/, "")}`, severity, text }) as const,
  );
  return [...own, ...[...looks].flatMap(([name, result]) => ofLook(name, result))];
}

function ofLook(name: string, { outcome, choice, ...result }: TickResult): Alert[] {
  const { action, reason, urgency, level } = choice.asked;
  const found: Alert[] = [];
  if (outcome === "refused" && "revert" in result) {
    const severity = urgency >= Urgency.protect ? "page" : "warn";
    const text = `${name}: a ${action} would revert with ${result.revert.text}`;
    found.push({ key: `refused ${name}`, severity, text });
  }
  if (urgency === Urgency.rescue)
    found.push({
      key: `rescue ${name}`,
      severity: "page",
      text: `${name}: ${reason}, a rescue`,
    });
  if (level > 0)
    found.push({
      key: `level ${name} ${level}`,
      severity: "warn",
      text: `${name}: depeg level ${levelName(level)}`,
    });
  if (outcome === "over-budget")
    found.push({ key: `budget ${name}`, severity: "warn", text: `${name}: the day's gas is spent` });
  return found;
}
