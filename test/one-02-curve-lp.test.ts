/**
 * Liquidity in a Curve pool through the contracts and through the exact model: random sequences of funds, actions,
 * withdrawals, trades, others' leaving, rebases and slashes, and after every step the same wei of everything.
 */
import { expect, test } from "vitest";
import { parseCurveLpSetting } from "../strategies/curve-lp/params.ts";
import { CurveLpOnChain, type PoolKind } from "./worlds/curve-lp-on-chain.ts";
import { classicPool, ngPool } from "./worlds/curve-lp-pools.ts";
import { sequence, take } from "./worlds/curve-lp-sequence.ts";

/** A seeded share; `npm run prove` tries hundreds. */
const STEPS = 32;
const SEED = 5;

test.each<[string, PoolKind]>([
  ["the classic ETH/stETH pool", classicPool],
  ["a StableSwap-NG pool", ngPool],
])(
  "ONE-02 curve-lp in %s: contracts and model agree to the wei after every step",
  async (_, kind) => {
    const params = parseCurveLpSetting({ cost: { in: "1%", out: "1%" }, cooldown: "1h" });
    const world = await CurveLpOnChain.open(kind, params);
    try {
      expect(world.inModel()).toEqual(await world.onChain());
      const taken: string[] = [];
      for (const [index, step] of sequence(SEED, STEPS).entries()) {
        taken.push(await take(world, step));
        const [model, chain] = [world.inModel(), await world.onChain()];
        expect({ index, step, figures: model }).toEqual({ index, step, figures: chain });
      }
      expect(taken).toEqual(
        expect.arrayContaining(["enter", "withdraw", "slice", "trade", "leave", "report"]),
      );
    } finally {
      await world.close();
    }
  },
  180_000,
);
