/**
 * Books every change of a vault's wealth under its source as it happens. Each entry is the difference of two readings, so the parts
 * cannot but sum to the whole: what a formula for a part gets wrong shows in a neighbour, and nothing is left over (BTK-01).
 */
import { WAD } from "../../strategies/kernels/math/units.ts";
import type { Attribution, Source } from "./attribution.ts";
import { SOURCES } from "./attribution.ts";
import { type Claim, type Wealth, worth } from "./wealth.ts";

export class Ledger {
  readonly #start: bigint;
  #now: Wealth;
  #flows = 0n;
  /** ETH wei times a WAD. */
  readonly #parts = new Map<Source, bigint>();

  constructor(start: Wealth) {
    this.#start = worth(start);
    this.#now = start;
  }

  /** Lido reported: what is repriced by that was earned by staking, or lost to a slash. */
  report(wealth: Wealth): void {
    this.#follow(wealth, (_, change) => (change < 0n ? "slashing" : "staking"));
  }

  /** Time passed or others moved the market, and nobody here traded. */
  accrue(wealth: Wealth): void {
    this.#follow(wealth, ({ reprices }) => reprices);
  }

  /**
   * Something was bought or sold.
   * @param poolFee ETH wei of it that the pool kept
   */
  trade(wealth: Wealth, poolFee: bigint): void {
    const change = worth(wealth) - worth(this.#now);
    this.#book("fees", -poolFee * WAD);
    this.#book("slippage", change + poolFee * WAD);
    this.#now = wealth;
  }

  /**
   * Someone came or went.
   * @param assets stETH wei that they brought, negative where they took it. What leaving cost beyond is slippage.
   */
  flow(wealth: Wealth, assets: bigint): void {
    this.#flows += assets * WAD;
    this.#book("slippage", worth(wealth) - worth(this.#now) - assets * WAD);
    this.#now = wealth;
  }

  /** The lender's liquidators repaid debt and took collateral for it. */
  liquidation(wealth: Wealth): void {
    this.#book("liquidation", worth(wealth) - worth(this.#now));
    this.#now = wealth;
  }

  /** @param wei paid for gas by the keeper, not by the vault */
  gas(wei: bigint): void {
    this.#book("gas", -wei * WAD);
  }

  close(): Attribution {
    const [startValue, endValue] = [this.#start, worth(this.#now)];
    const parts = Object.fromEntries(SOURCES.map((source) => [source, this.#parts.get(source) ?? 0n]));
    return {
      startValue,
      endValue,
      flows: this.#flows,
      pnl: endValue - startValue - this.#flows + (this.#parts.get("gas") ?? 0n),
      parts: parts as Record<Source, bigint>,
    };
  }

  /** Amounts change at the old price, prices on the new amount. */
  #follow(wealth: Wealth, repriced: (claim: Claim, change: bigint) => Source): void {
    for (const [index, claim] of wealth.entries()) {
      const before = this.#now[index];
      if (before === undefined) throw new RangeError("a reading with a claim that the one before it lacks");
      this.#book(claim.grows, (claim.amount - before.amount) * before.price);
      const change = claim.amount * (claim.price - before.price);
      this.#book(repriced(claim, change), change);
    }
    this.#now = wealth;
  }

  #book(source: Source, amount: bigint): void {
    this.#parts.set(source, (this.#parts.get(source) ?? 0n) + amount);
  }
}
