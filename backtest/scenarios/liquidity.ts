/** Stresses of what the market can bear. */
import { invariant } from "../../strategies/kernels/curve/invariant.ts";
import { poolInvariant } from "../../strategies/kernels/curve/steth-pool.ts";
import { WAD } from "../../strategies/kernels/math/units.ts";
import type { TapeRow } from "../tape/tape.ts";
import { mainnetOfMay2022 } from "../worlds/mainnet-2022-05-01.ts";
import type { Scenario } from "./scenario.ts";

const LEFT_ONE_IN = 10n;

/** The depth of the pool in that row, wei. */
function depthOf({ curveEther, curveSteth, curveDepth }: TapeRow): bigint {
  if (curveDepth !== undefined) return curveDepth.value;
  const { pool, lido } = mainnetOfMay2022();
  if (curveEther === undefined || curveSteth === undefined) return poolInvariant(pool, lido);
  return invariant(curveEther.value, curveSteth.value, pool.amplification);
}

export const liquidityShock: Scenario = {
  name: "liquidity-shock",
  means: "nine tenths of the pool's liquidity leave and do not come back; at the same price, sales cost more",
  apply: (rows, { from, severity }) =>
    rows.map((row): TapeRow => {
      if (row.time < from) return row;
      const { curveEther, curveSteth, ...rest } = row;
      const depth = (depthOf(row) * WAD) / (WAD + (LEFT_ONE_IN - 1n) * severity);
      return { ...rest, curveDepth: { value: depth, label: "synthetic" } };
    }),
};
