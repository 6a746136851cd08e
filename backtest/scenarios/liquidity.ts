/** Stresses of what the market can bear. */
import { invariant } from "../../strategies/kernels/curve/invariant.ts";
import { poolInvariant } from "../../strategies/kernels/curve/steth-pool.ts";
import { WAD } from "../../strategies/kernels/math/units.ts";
import type { Market } from "../../strategies/market/market.ts";
import type { TapeRow } from "../tape/tape.ts";
import type { Scenario } from "./scenario.ts";

const LEFT_ONE_IN = 10n;

/** The depth of the pool in that row, wei; that of the world where no row tells. */
function depthOf({ curveEther, curveSteth, curveDepth }: TapeRow, { pool, lido }: Market): bigint {
  if (curveDepth !== undefined) return curveDepth.value;
  if (curveEther === undefined || curveSteth === undefined) return poolInvariant(pool, lido);
  return invariant(curveEther.value, curveSteth.value, pool.amplification);
}

export const liquidityShock: Scenario = {
  name: "liquidity-shock",
  means: "nine tenths of the pool's liquidity leave and do not come back; at the same price, sales cost more",
  apply: (rows, { from, severity, world }) =>
    rows.map((row): TapeRow => {
      if (row.time < from) return row;
      const { curveEther, curveSteth, ...rest } = row;
      const depth = (depthOf(row, world) * WAD) / (WAD + (LEFT_ONE_IN - 1n) * severity);
      return { ...rest, curveDepth: { value: depth, label: "synthetic" } };
    }),
};
