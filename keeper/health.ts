/**
 * Whether the keeper can be relied on: when each vault was last decided on, and what stands in the way (KPR-05). It does not ask
 * whether the process runs but whether its work is done.
 */
import type { Outcome } from "./journal/entries.ts";

export interface HealthReport {
  /** Every vault was decided on lately enough. */
  readonly healthy: boolean;
  /** Healthy, and free to act. */
  readonly ready: boolean;
  /** What is wrong, one line each; none while all is well. */
  readonly problems: readonly string[];
}

/** Looks after which nothing that the rules ask for is left undone for a reason of the keeper's own. */
const GOOD: readonly Outcome[] = [
  "nothing",
  "waiting",
  "would-send",
  "too-dear",
  "over-budget",
  "backing-off",
  "sent",
];

export class Health {
  readonly #maxAge: number;
  readonly #decided = new Map<string, number>();
  readonly #trouble = new Map<string, string>();
  #leads = true;

  /** @param vaults that are to be decided on; none of them was yet @param now unix seconds */
  constructor(vaults: readonly string[], maxAge: number, now: number) {
    this.#maxAge = maxAge;
    for (const vault of vaults) this.#decided.set(vault, now - maxAge - 1);
  }

  looked(vault: string, outcome: Outcome, now: number): void {
    if (!GOOD.includes(outcome)) {
      this.#trouble.set(vault, `the last look ended with "${outcome}"`);
      return;
    }
    this.#trouble.delete(vault);
    this.#decided.set(vault, now);
  }

  /** The head has not moved: what was decided on it still holds. */
  unchanged(now: number): void {
    for (const vault of this.#decided.keys()) if (!this.#trouble.has(vault)) this.#decided.set(vault, now);
  }

  failed(vault: string, reason: string): void {
    this.#trouble.set(vault, reason);
  }

  leads(leading: boolean): void {
    this.#leads = leading;
  }

  /** Seconds since the vault was last decided on. */
  age(vault: string, now: number): number {
    return now - (this.#decided.get(vault) ?? 0);
  }

  report(now: number): HealthReport {
    const old = [...this.#decided.keys()].filter((vault) => Math.abs(this.age(vault, now)) > this.#maxAge);
    const problems = old.map(
      (vault) => `no good decision on ${vault} for ${this.age(vault, now)} s${this.#because(vault)}`,
    );
    if (!this.#leads) problems.push("another keeper holds the lease");
    const troubled = [...this.#trouble].filter(([vault]) => !old.includes(vault));
    problems.push(...troubled.map(([vault, reason]) => `${vault}: ${reason}`));
    return { healthy: old.length === 0, ready: problems.length === 0, problems };
  }

  #because(vault: string): string {
    const reason = this.#trouble.get(vault);
    return reason === undefined ? "" : `: ${reason}`;
  }
}
