/** A pool that has lost liquidity, once the loop is levered: at the same price every sale costs more. */
import { invariant } from "../../../strategies/kernels/curve/invariant.ts";
import { poolInvariant } from "../../../strategies/kernels/curve/steth-pool.ts";
import type { TapeRow } from "../../tape/tape.ts";
import { type Axis, type Base, HUNDREDTH, hundredths } from "../axis.ts";

/** A pool of a thousandth is some hundred coins. */
const LARGEST = 1_000;

export const liquidity: Axis = {
  name: "liquidity",
  unit: "× as shallow",
  means: "the pool at the same price with a fraction of its liquidity, once the loop is levered",
  asItIs: 1,
  step: () => HUNDREDTH,
  largest: () => LARGEST,
  apply: ({ run, levered }, value) => {
    const rows = depths(run).map(({ row, depth }): TapeRow => {
      if (row.time <= levered) return row;
      const { curveEther, curveSteth, ...rest } = row;
      return { ...rest, curveDepth: { value: (depth * 100n) / hundredths(value), label: "synthetic" } };
    });
    return { ...run, tape: { ...run.tape, rows } };
  },
};

/** Each row with the pool's depth, wei; where a row tells none it is as it was. */
function depths({ tape, world }: Base["run"]): readonly { row: TapeRow; depth: bigint }[] {
  const { amplification } = world.pool;
  let depth = poolInvariant(world.pool, world.lido);
  return tape.rows.map((row) => {
    const { curveEther, curveSteth, curveDepth } = row;
    if (curveEther !== undefined && curveSteth !== undefined)
      depth = invariant(curveEther.value, curveSteth.value, amplification);
    else depth = curveDepth?.value ?? depth;
    return { row, depth };
  });
}
