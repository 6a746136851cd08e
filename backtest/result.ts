/**
 * What a run leaves behind, whichever engine made it: the chain with the keeper on it, or the exact engine
 * offline. Amounts are bigint wei; ratios are the policy's safe integers (1e9); times are unix seconds.
 */

import type { Bands } from "../strategies/bands.ts";
import type { Decision } from "../strategies/decision.ts";
import type { DollarPrices } from "./metrics/dollars.ts";

/** One tape step, read after the keeper's block. */
export interface StepRecord {
  readonly time: number;
  /** wstETH in the lender, wei; the lender's own balance. */
  readonly collateral: bigint;
  /** WETH owed to the lender, wei. */
  readonly debt: bigint;
  /** Units (Lido shares) that one whole vault share (1e18) is worth at entry value and at exit value. */
  readonly entryPerShare: bigint;
  readonly exitPerShare: bigint;
  /** ETH wei per unit (WAD): what Lido redeems, and what the market pays as the vault sees it. */
  readonly redemptionRate: bigint;
  /** ETH per stETH in the pool after the world has moved (WAD): the price of a 1-stETH sale. */
  readonly poolPrice: bigint;
  /** The policy's view, scaled 1e9. */
  readonly peg: number;
  readonly ltv: number;
  /** The highest LTV seen in this step: after the world moved, before the keeper acted. */
  readonly worstLtv: number;
  /**
   * Collateral × liquidation threshold / debt before the keeper acted, scaled 1e9; saturated at 1e12 where
   * nothing is owed.
   */
  readonly healthFactor: number;
  readonly bands: Bands;
  readonly liquidationLtv: number;
  readonly level: number;
  readonly carry: number;
  /** What the LP tokens of a position in a pool stand for: ETH and stETH wei. Left out by other kinds. */
  readonly pooled?: { readonly lp: bigint; readonly ether: bigint; readonly steth: bigint };
  /** The names of the strategist's rules that held when the keeper decided; left out where none did. */
  readonly inForce?: readonly string[];
}

/** One transaction of the keeper, or one that was refused before it could be sent. */
export interface ActionRecord {
  readonly time: number;
  /** What was done: the strategy's action, idle units put to work, or a look at the prices. */
  readonly kind: "execute" | "allocate" | "poke";
  /** What the policy said at that moment. */
  readonly decision: Decision;
  /** The contract's error where the action was refused, e.g. `BelowFloor`; nothing moved then. */
  readonly refused?: string;
  readonly ltvBefore: number;
  readonly ltvAfter: number;
  /** stETH sold and ETH repaid (delever), or ETH borrowed and units gained (lever), wei. */
  readonly sold: bigint;
  readonly repaid: bigint;
  readonly borrowed: bigint;
  readonly gained: bigint;
  /** Units moved from idle into the strategy (allocate). */
  readonly allocated: bigint;
  /** Units that went into a pool or came out of it; left out by kinds that have none. */
  readonly units?: bigint;
  readonly gasUsed: bigint;
  readonly gasGwei: number;
}

/** A depositor coming or going; amounts as the vault reports them. */
export interface FlowRecord {
  readonly time: number;
  readonly who: string;
  readonly kind: "deposit" | "redeem";
  readonly assets: bigint;
  readonly shares: bigint;
  /** The contract's error where the vault refused; nothing moved then. */
  readonly refused?: string;
}

export interface Run {
  readonly label: string;
  readonly engine: "chain" | "exact";
  readonly managed: boolean;
  readonly steps: readonly StepRecord[];
  readonly actions: readonly ActionRecord[];
  readonly flows: readonly FlowRecord[];
  /** Times at which the position could be liquidated before the keeper's block. */
  readonly liquidations: readonly number[];
  /**
   * What 100 stETH deposited at the first step is worth at the end, stETH wei: at entry value and at exit
   * value.
   */
  readonly finalEntryAssets: bigint;
  readonly finalExitAssets: bigint;
  /** Left out where the tape does not say. */
  readonly ethUsd?: DollarPrices;
}
