/**
 * What the keeper shows Prometheus. Actions and reasons are labels by their names in the policies, so that a dashboard reads as
 * the rules do; no label carries an address of a user, a URL or a message.
 */
import { Counter, Gauge, Histogram, Registry } from "prom-client";
import { actionName, reasonName, urgencyName } from "../strategies/decision.ts";
import type { Health } from "./health.ts";
import type { ProviderPool } from "./providers/provider-pool.ts";
import type { TickResult } from "./vault-keeper.ts";

const RATIO = 1e9;

export class Metrics {
  readonly registry = new Registry();
  readonly #looks = this.#counter("looks_total", "Looks at a vault, by what came of them.", [
    "vault",
    "outcome",
  ]);
  readonly #decisions = this.#counter("decisions_total", "Decisions, by action and reason.", [
    "vault",
    "action",
    "reason",
    "urgency",
  ]);
  readonly #ltv = this.#gauge("ltv", "Debt by collateral.", ["vault"]);
  readonly #liquidationLtv = this.#gauge("liquidation_ltv", "LTV at which the lender liquidates.", ["vault"]);
  readonly #peg = this.#gauge("peg", "Market rate by redemption rate.", ["vault"]);
  readonly #carry = this.#gauge("carry", "Staking rate less borrow rate, a year.", ["vault"]);
  readonly #level = this.#gauge("depeg_level", "0 calm, 1 watch, 2 defend, 3 evacuate.", ["vault"]);
  readonly #block = this.#gauge("block", "Number of the last block that was decided on.", ["vault"]);
  readonly #age = this.#gauge("decision_age_seconds", "Since the vault was last decided on.", ["vault"]);
  readonly #healthy = this.#gauge("healthy", "1 while every vault is decided on lately enough.", []);
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

  looked(vault: string, { outcome, choice, snapshot }: TickResult): void {
    const { action, reason, urgency, level } = choice.decision;
    const { state, block } = snapshot;
    this.#looks.inc({ vault, outcome });
    this.#decisions.inc({
      vault,
      action: actionName(action),
      reason: reasonName(reason),
      urgency: urgencyName(urgency),
    });
    this.#ltv.set({ vault }, state.ltv / RATIO);
    this.#liquidationLtv.set({ vault }, state.liquidationLtv / RATIO);
    this.#peg.set({ vault }, state.peg / RATIO);
    this.#carry.set({ vault }, state.carry / RATIO);
    this.#level.set({ vault }, level);
    this.#block.set({ vault }, block.number);
  }

  /** @param code a Keel error's; anything else counts as one */
  failed(code: unknown): void {
    this.#failures.inc({ code: typeof code === "string" && code.startsWith("KEEL_") ? code : "other" });
  }

  turned(seconds: number): void {
    this.#seconds.observe(seconds);
  }

  /** Everything, as Prometheus reads it; what ages is looked at now. */
  text(health: Health, vaults: readonly string[], pool: ProviderPool, now: number): Promise<string> {
    for (const vault of vaults) this.#age.set({ vault }, health.age(vault, now));
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
