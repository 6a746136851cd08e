/**
 * Whether the keeper can be relied on: when each contract was last decided on, and what stands in the way (KPR-05). It does not ask
 * whether the process runs but whether its work is done.
 */
import type { Outcome } from "./journal/entries.ts";

export interface HealthReport {
  /** Everything was decided on lately enough. */
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
  "cooling-down",
  "not-yet",
  "sent",
];

export class Health {
  readonly #maxAge: number;
  readonly #decided = new Map<string, number>();
  readonly #trouble = new Map<string, string>();
  #leads = true;

  /** @param names of what is to be decided on; none of it was yet @param now unix seconds */
  constructor(names: readonly string[], maxAge: number, now: number) {
    this.#maxAge = maxAge;
    for (const name of names) this.#decided.set(name, now - maxAge - 1);
  }

  looked(name: string, outcome: Outcome, now: number): void {
    if (!GOOD.includes(outcome)) {
      this.#trouble.set(name, `the last look ended with "${outcome}"`);
      return;
    }
    this.#trouble.delete(name);
    this.#decided.set(name, now);
  }

  /** The head has not moved: what was decided on it still holds. */
  unchanged(now: number): void {
    for (const name of this.#decided.keys()) if (!this.#trouble.has(name)) this.#decided.set(name, now);
  }

  failed(name: string, reason: string): void {
    this.#trouble.set(name, reason);
  }

  leads(leading: boolean): void {
    this.#leads = leading;
  }

  /** Seconds since it was last decided on. */
  age(name: string, now: number): number {
    return now - (this.#decided.get(name) ?? 0);
  }

  report(now: number): HealthReport {
    const old = [...this.#decided.keys()].filter((name) => Math.abs(this.age(name, now)) > this.#maxAge);
    const problems = old.map(
      (name) => `no good decision on ${name} for ${this.age(name, now)} s${this.#because(name)}`,
    );
    if (!this.#leads) problems.push("another keeper holds the lease");
    const troubled = [...this.#trouble].filter(([name]) => !old.includes(name));
    problems.push(...troubled.map(([name, reason]) => `${name}: ${reason}`));
    return { healthy: old.length === 0, ready: problems.length === 0, problems };
  }

  #because(name: string): string {
    const reason = this.#trouble.get(name);
    return reason === undefined ? "" : `: ${reason}`;
  }
}
