/** What liquidity in a pool came to against holding the two coins that it stood for: a pool sells the one that rises. */
import { type Coins, impermanentLoss } from "../../strategies/curve-lp/impermanent-loss.ts";
import type { StepRecord } from "../result.ts";

const WAD = 10n ** 18n;

/** Parts of the value of holding, at the market price; negative where fees made more than the rebalancing lost. */
export interface ImpermanentLoss {
  readonly atEnd: number;
  /** The deepest at any step. */
  readonly worst: number;
}

/**
 * The coins that are held in comparison are those that the position stood for when liquidity was last moved, their stETH rebased as a
 * holder's is. Where it was moved more than once, the parts that were kept multiply. Null for what never was in a pool.
 */
export function impermanentLossOf(steps: readonly StepRecord[]): ImpermanentLoss | null {
  let before: { lp: bigint; coins: Coins; rate: bigint } | undefined;
  let [kept, now, worst, pooled] = [1, 1, 0, false];
  for (const { pooled: held, poolPrice, redemptionRate: rate } of steps) {
    if (held === undefined) continue;
    if (before !== undefined && before.lp === held.lp && held.lp > 0n) {
      const { coins } = before;
      const rebased = { ether: coins.ether, steth: (coins.steth * rate) / before.rate };
      now = 1 - Number(impermanentLoss(rebased, held, poolPrice)) / Number(WAD);
      worst = Math.max(worst, 1 - kept * now);
    } else {
      [kept, now] = [kept * now, 1];
      before = { lp: held.lp, coins: held, rate };
    }
    pooled ||= held.lp > 0n;
  }
  return pooled ? { atEnd: 1 - kept * now, worst } : null;
}
