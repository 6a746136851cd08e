/** The stresses that have a name. */
import { KeelError } from "../../errors/keel-error.ts";
import type { Tape } from "../tape/tape.ts";
import { liquidityShock } from "./liquidity.ts";
import { capo2026, queueFreeze } from "./outages.ts";
import { ezeth2024, june2022 } from "./prices.ts";
import { gasSpike, rateSpike2025, slash } from "./rates.ts";
import type { Scenario, Stress } from "./scenario.ts";

export const SCENARIOS: readonly Scenario[] = [
  june2022,
  ezeth2024,
  rateSpike2025,
  capo2026,
  slash,
  queueFreeze,
  gasSpike,
  liquidityShock,
];

/** @throws KEEL_UNKNOWN_SCENARIO */
export function scenarioNamed(name: string): Scenario {
  const known = SCENARIOS.map((scenario) => scenario.name);
  const found = SCENARIOS.find((scenario) => scenario.name === name);
  if (found !== undefined) return found;
  const remedy = `Use one of ${known.join(", ")}, or several joined by +`;
  throw new KeelError("KEEL_UNKNOWN_SCENARIO", `there is no scenario "${name}"`, remedy);
}

/**
 * The tape under stresses joined by `+`, in that order, all from the same moment on.
 * @throws KEEL_UNKNOWN_SCENARIO, KEEL_STRESS
 */
export function stressed(tape: Tape, names: string, stress: Stress): Tape {
  const scenarios = names.split("+").map(scenarioNamed);
  const rows = scenarios.reduce((before, scenario) => scenario.apply(before, stress), tape.rows);
  return { name: `${tape.name} under ${names}`, rows };
}
