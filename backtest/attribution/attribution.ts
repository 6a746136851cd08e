/** Where a run's profit came from, in parts that sum to it to the wei. */
import { WAD } from "../../strategies/kernels/math/units.ts";

/** In the order in which they are told. Negative where it cost. */
export const SOURCES = [
  "staking",
  "supply",
  "borrow",
  "currency",
  "rewards",
  "slashing",
  "fees",
  "slippage",
  "liquidation",
  "gas",
] as const;

/**
 * - `staking`: growth of what Lido redeems a unit for, on all units held
 * - `supply`: interest on what is supplied to the lender
 * - `borrow`: interest on what is owed
 * - `currency`: what is owed and held in another asset than ETH, as its price in ETH moves
 * - `rewards`: tokens that venues hand out
 * - `slashing`: falls of what Lido redeems a unit for
 * - `fees`: the pool's own part of each trade; of a position in a pool, what others' trades paid it
 * - `slippage`: the rest of what trades gave up against redemption, and the lender's rounding; positive where they gained
 * - `liquidation`: collateral lost above the debt that it repaid
 * - `gas`: the keeper's, at the tape's gas price
 */
export type Source = (typeof SOURCES)[number];

/** At entry value, of all depositors together; in ETH wei times a WAD, so that nothing is rounded and the parts sum exactly. */
export interface Attribution {
  readonly startValue: bigint;
  readonly endValue: bigint;
  /** What depositors brought, less what leavers took. */
  readonly flows: bigint;
  /** endValue − startValue − flows, less the keeper's gas. */
  readonly pnl: bigint;
  /** They sum to `pnl`. */
  readonly parts: Readonly<Record<Source, bigint>>;
}

/**
 * The parts in whole wei, which sum to the pnl in whole wei: each is the step of the rounded running sum.
 * @param of tell `part` of every `whole`, as the profit on 100 stETH of a deposit
 */
export function partsInWei(
  { parts }: Attribution,
  of: { readonly part: bigint; readonly whole: bigint } = { part: 1n, whole: 1n },
): Readonly<Record<Source, bigint>> {
  let [sum, told] = [0n, 0n];
  const rounded = SOURCES.map((source) => {
    sum += parts[source];
    const part = (sum * of.part) / (of.whole * WAD) - told;
    told += part;
    return [source, part] as const;
  });
  return Object.fromEntries(rounded) as Record<Source, bigint>;
}
