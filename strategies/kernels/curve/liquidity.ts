// Liquidity that moves in the pool's own proportion, which costs next to no fee and leaves the price where it
// is.

import type { Lido } from "../lido/lido.ts";
import { WAD } from "../math/units.ts";
import { addLiquidity } from "./add-liquidity.ts";
import { removeLiquidity } from "./remove-liquidity.ts";
import { etherBalance, poolInvariant, type StethPool, stethBalance } from "./steth-pool.ts";

/** Both coins in, or LP tokens back; amounts in wei. */
export type Liquidity =
  | { readonly kind: "add"; readonly ether: bigint; readonly steth: bigint }
  | { readonly kind: "remove"; readonly lpAmount: bigint };

/** Scale of the factor by which liquidity grows. */
export const LIQUIDITY_SCALE = WAD;
/** Changes below this part are left out: they would be lost in rounding. */
const SMALLEST_CHANGE = LIQUIDITY_SCALE / 1_000_000_000n;

/**
 * The liquidity that multiplies both balances by `factor`, floored; undefined where that is no change to
 * speak of.
 */
export const scaledLiquidity = (pool: StethPool, lido: Lido, factor: bigint): Liquidity | undefined => {
  const change = factor - LIQUIDITY_SCALE;
  if (change > SMALLEST_CHANGE) {
    return {
      kind: "add",
      ether: (etherBalance(pool) * change) / LIQUIDITY_SCALE,
      steth: (stethBalance(pool, lido) * change) / LIQUIDITY_SCALE,
    };
  }
  if (change < -SMALLEST_CHANGE)
    return { kind: "remove", lpAmount: (pool.lpSupply * -change) / LIQUIDITY_SCALE };
  return undefined;
};

/** The liquidity that brings the pool's invariant to `depth` wei. */
export const liquidityToDepth = (pool: StethPool, lido: Lido, depth: bigint): Liquidity | undefined =>
  scaledLiquidity(pool, lido, (depth * LIQUIDITY_SCALE) / poolInvariant(pool, lido));

/** Applies liquidity to a pool as the pool's own functions do. */
export const applyLiquidity = (pool: StethPool, lido: Lido, liquidity: Liquidity): void => {
  if (liquidity.kind === "add") addLiquidity(pool, lido, liquidity.ether, liquidity.steth);
  else removeLiquidity(pool, lido, liquidity.lpAmount);
};
