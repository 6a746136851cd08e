/**
 * A tape: what the market was, step by step, with each figure labelled by how it is known. The offline
 * mainnet plays it and the backtester replays it. Ratios and prices are WADs (1e18), amounts wei, times unix
 * seconds.
 */
import type { Seconds } from "../../strategies/kernels/math/units.ts";

/**
 * How a figure is known.
 * - `measured`: seen at that time, rounded
 * - `carried`: unknown at that time; the last one that is known
 * - `derived`: computed from other figures by a named rule
 * - `synthetic`: made up between two figures, or away from what happened
 */
export type Label = "measured" | "carried" | "derived" | "synthetic";

export interface Figure {
  readonly value: bigint;
  readonly label: Label;
}

/** The market at one time. What is absent is left as it is. */
export interface TapeRow {
  readonly time: Seconds;
  /** ETH that a sale of one stETH fetches (WAD). */
  readonly stethEth: Figure;
  /** What the Curve pool holds of each coin, wei; both or neither. */
  readonly curveEther?: Figure;
  readonly curveSteth?: Figure;
  /** The Curve pool's invariant, wei: its depth where its balances do not apply. */
  readonly curveDepth?: Figure;
  /** Part of the lender's WETH that is lent out (WAD). */
  readonly wethUtilisation?: Figure;
  /** US dollars an ETH (WAD). */
  readonly ethUsd?: Figure;
  /** Wei a unit of gas. */
  readonly gasPrice?: Figure;
  /** Ether that a Lido share is worth (WAD). */
  readonly shareRate?: Figure;
  /** Days that a request for withdrawal made now waits at Lido (WAD). */
  readonly queueWait?: Figure;
  /** ETH that a lender which prices by the exchange rate takes a stETH for (WAD): one, but where its oracle errs. */
  readonly lenderPeg?: Figure;
}

/** The figures of a row by name. */
export type FigureName = Exclude<keyof TapeRow, "time">;

export interface Tape {
  readonly name: string;
  /** In order of time, evenly spaced. */
  readonly rows: readonly TapeRow[];
}
