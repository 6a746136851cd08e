/**
 * `summary.json`: what a scenario came to, for programs. Amounts are decimal strings in wei, ratios are plain
 * numbers (0.81 is 81%). Every result that the report's page and the console's table print is in here.
 */
import { z } from "zod";

const amount = z.string().regex(/^-?\d+$/, "an amount is a decimal string in wei");
const ratio = z.number();
const count = z.number().int().nonnegative();

/** What one way of holding 100 stETH through the scenario came to. */
export const outcomeSchema = z.object({
  /** What 100 stETH deposited at the first step are worth at the end at entry value; stETH wei. */
  finalAssets: amount,
  /** The same at exit value: debt repaid at the market's price, less the cost of unwinding; stETH wei. */
  finalExitAssets: amount,
  /** Simple interest a year (APR, not APY) from 100 stETH to `finalAssets`. */
  netApr: ratio,
  /** Largest fall of a share's exit value, in ETH at the market price, from its running peak; 0.05 is 5%. */
  maxDrawdown: ratio,
  /**
   * Volatility a year of that value: sample deviation of daily log returns at the first step's hour, times the root of
   * 365; null for a run of fewer than three days.
   */
  volatility: ratio.nonnegative().nullable(),
  /**
   * Sharpe ratio a year, from daily log returns in excess of held stETH, sampled likewise; null for a run of fewer than
   * three days, and where nothing deviates from holding.
   */
  sharpe: ratio.nullable(),
  /** Highest debt / collateral at the lender's price, seen before the keeper acted. */
  maxLtv: ratio,
  /** Lowest collateral × threshold / debt, seen before the keeper acted; null where nothing was owed. */
  minHealthFactor: ratio.nullable(),
  actions: count,
  /** Steps at which the position could have been liquidated before the keeper acted. */
  liquidations: count,
  gasUsed: count,
  /** The target LTV in calm markets; null without a loop. */
  targetLtv: ratio.nullable(),
  /** What selling below redemption gave up and its gas, whole vault: see `metrics/defence-cost.ts`; ETH wei. */
  costOfDefence: z.object({ trading: amount, gas: amount }),
});

/** The multiple of the recorded depeg at which a setting is first liquidated, with its keeper and without. */
const severitySchema = z.object({ managed: z.number().positive(), unmanaged: z.number().positive() });

export const summarySchema = z.object({
  scenario: z.string(),
  steps: count,
  onchain: outcomeSchema,
  offline: outcomeSchema,
  unmanaged: outcomeSchema,
  hold: outcomeSchema,
  careful: outcomeSchema,
  aggressive: outcomeSchema,
  breakSeverity: z.object({ careful: severitySchema, aggressive: severitySchema }),
  /** The largest multiple tried: a severity that reaches it means "not liquidated at any depeg tried". */
  breakSearchedTo: z.number().positive(),
  /** Lowest ETH price of one stETH in the scenario (WAD). */
  lowestPrice: amount,
  /** The on-chain run against the exact engine, over every step's collateral, debt and share value. */
  agreement: z.object({ maxAbsWei: amount, maxRelative: z.number().nonnegative() }),
});

export type Outcome = z.infer<typeof outcomeSchema>;
export type Summary = z.infer<typeof summarySchema>;
