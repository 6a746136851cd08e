/**
 * What the keeper shows Prometheus. Actions and reasons are labels by their names in the policies, so that a dashboard reads as
 * the rules do; no label carries an address of a user, a URL or a message.
 */
import { Counter, Gauge, Histogram, Registry } from "prom-client";
import { urgencyName } from "../strategies/decision.ts";
import type { Health } from "./health.ts";
import type { ProviderPool } from "./providers/provider-pool.ts";
import { SHOWN, SHOWN_NAMES, type Shown, shownOf } from "./shown.ts";
import type { TickResult } from "./vault-keeper.ts";
import { kindOf, lockOf, nameOf, subjectOf, type Watched } from "./watched.ts";

const RATIO = 1e9;

/** Of what a figure is: at least one contract of each vault's. */
const WHOSE = ["vault", "kind", "contract"] as const;

export class Metrics {
  readonly registry = new Registry();
  readonly #looks = this.#counter("looks_total", "Looks, by what came of them.", [...WHOSE, "outcome"]);
  readonly #decisions = this.#counter("decisions_total", "Decisions, by action and reason.", [
    ...WHOSE,
    "action",
    "reason",
    "urgency",
  ]);
  readonly #shown = Object.fromEntries(
    SHOWN_NAMES.map((name) => [name, this.#gauge(snakeCase(name), SHOWN[name], [...WHOSE])]),
  ) as Record<Shown, Gauge<(typeof WHOSE)[number]>>;
  readonly #level = this.#gauge("depeg_level", "0 calm, 1 watch, 2 defend, 3 evacuate.", [...WHOSE]);
  readonly #block = this.#gauge("block", "Number of the last block that was decided on.", [...WHOSE]);
  readonly #age = this.#gauge("decision_age_seconds", "Since it was last decided on.", [...WHOSE]);
  readonly #healthy = this.#gauge("healthy", "1 while everything is decided on lately enough.", []);
  readonly #ready = this.#gauge("ready", "1 while healthy and free to act.", []);
  readonly #score = this.#gauge("provider_score", "The lower the better.", ["provider"]);
  readonly #resting = this.#gauge("provider_resting", "1 while a node that failed is left alone.", [
    "provider",
  ]);
  readonly #failures = this.#counter("turn_failures_total", "Turns that failed, by error code.", ["code"]);
  readonly #seconds = new Histogram({
    name: "keel_keeper_turn_seconds",
    help: "From asking for the head to the end of the turn.",
    buckets: [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30],
    registers: [this.registry],
  });

  looked(watched: Watched, { outcome, choice, snapshot }: TickResult): void {
    const { action, reason, urgency, level } = choice.asked;
    const whose = labelsOf(watched);
    this.#looks.inc({ ...whose, outcome });
    this.#decisions.inc({ ...whose, action, reason, urgency: urgencyName(urgency) });
    for (const [name, figure] of Object.entries(shownOf(snapshot)))
      this.#shown[name as Shown].set(whose, figure / RATIO);
    this.#level.set(whose, level);
    this.#block.set(whose, snapshot.block.number);
  }

  /** @param code a Keel error's; anything else counts as one */
  failed(code: unknown): void {
    this.#failures.inc({ code: typeof code === "string" && code.startsWith("KEEL_") ? code : "other" });
  }

  turned(seconds: number): void {
    this.#seconds.observe(seconds);
  }

  /** Everything, as Prometheus reads it; what ages is looked at now. */
  text(health: Health, watched: readonly Watched[], pool: ProviderPool, now: number): Promise<string> {
    for (const each of watched) this.#age.set(labelsOf(each), health.age(nameOf(each), now));
    const { healthy, ready } = health.report(now);
    this.#healthy.set(Number(healthy));
    this.#ready.set(Number(ready));
    for (const provider of pool.providers) {
      this.#score.set({ provider: provider.name }, provider.score);
      this.#resting.set({ provider: provider.name }, Number(provider.rests(now)));
    }
    return this.registry.metrics();
  }

  #counter<Label extends string>(name: string, help: string, labelNames: Label[]): Counter<Label> {
    return new Counter({ name: `keel_keeper_${name}`, help, labelNames, registers: [this.registry] });
  }

  #gauge<Label extends string>(name: string, help: string, labelNames: Label[]): Gauge<Label> {
    return new Gauge({ name: `keel_keeper_${name}`, help, labelNames, registers: [this.registry] });
  }
}

const labelsOf = (watched: Watched) => ({
  vault: lockOf(watched),
  kind: kindOf(watched),
  contract: subjectOf(watched),
});

const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
