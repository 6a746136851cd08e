/** The columns that a tape may have, and what is made of their fields. */
import type { FigureName } from "./tape.ts";

export interface Column {
  readonly figure: FigureName | "stakingApr" | "wethBorrowApr";
  /** Decimals of the figure's unit. */
  readonly decimals: number;
  /** What follows from an empty field. */
  readonly empty: "refused" | "carried" | "absent";
  /** The largest value that makes sense, in the file's unit. */
  readonly max?: bigint;
  /** Whether nothing at all is a value too. */
  readonly zero?: boolean;
}

export const COLUMNS: Readonly<Record<string, Column>> = {
  steth_eth: { figure: "stethEth", decimals: 18, empty: "refused" },
  curve_eth: { figure: "curveEther", decimals: 18, empty: "absent" },
  curve_steth: { figure: "curveSteth", decimals: 18, empty: "absent" },
  weth_utilisation: { figure: "wethUtilisation", decimals: 18, empty: "carried", max: 1n, zero: true },
  weth_borrow_apr: { figure: "wethBorrowApr", decimals: 18, empty: "carried", zero: true },
  eth_usd: { figure: "ethUsd", decimals: 18, empty: "carried" },
  gas_gwei: { figure: "gasPrice", decimals: 9, empty: "carried" },
  share_rate: { figure: "shareRate", decimals: 18, empty: "carried" },
  staking_apr: { figure: "stakingApr", decimals: 18, empty: "carried", max: 1n, zero: true },
  queue_wait_days: { figure: "queueWait", decimals: 18, empty: "carried", zero: true },
  lender_peg: { figure: "lenderPeg", decimals: 18, empty: "carried" },
};

/** Two ways to say the same: a tape has at most one of each pair. */
export const ALTERNATIVES = [
  ["weth_utilisation", "weth_borrow_apr"],
  ["share_rate", "staking_apr"],
] as const;
