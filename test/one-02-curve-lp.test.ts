/**
 * Liquidity in a Curve pool through the contracts and through the exact model: random sequences of funds, actions,
 * withdrawals, trades, others' leaving, rebases and slashes, and after every step the same wei of everything.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { addressBook } from "../devnet/addresses.ts";
import { execute } from "../strategies/curve-lp/execute.ts";
import { withdrawUnits, withdrawUnitsAtFloor } from "../strategies/curve-lp/model.ts";
import { parseCurveLpSetting } from "../strategies/curve-lp/params.ts";
import { decide } from "../strategies/curve-lp/policy.ts";
import { exitUnits } from "../strategies/curve-lp/position.ts";
import { risk } from "../strategies/curve-lp/risk.ts";
import { Action, actionName } from "../strategies/decision.ts";
import { WAD } from "../strategies/kernels/math/units.ts";
import { CurveLpOnChain, type PoolKind } from "./worlds/curve-lp-on-chain.ts";
import { classicPool, ngPool } from "./worlds/curve-lp-pools.ts";

const STEPS = 30;
const SEED = 5;
const STETH = ["function transferShares(address, uint256)"];

const step = fc.record({
  kind: fc.constantFrom(
    "fund",
    "act",
    "act",
    "act",
    "slice",
    "sliceAtFloor",
    "trade",
    "leave",
    "report",
    "look",
  ),
  /** Thousandths of what the step is about. */
  size: fc.integer({ min: 1, max: 1_000 }),
  flip: fc.boolean(),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** In, and out again as others leave: what chance might not draw. */
const FIRST: readonly Step[] = [
  { kind: "fund", size: 1_000, flip: false },
  { kind: "act", size: 200, flip: false },
  { kind: "leave", size: 900, flip: false },
  { kind: "leave", size: 900, flip: false },
  { kind: "leave", size: 900, flip: false },
  { kind: "act", size: 200, flip: false },
  { kind: "slice", size: 100, flip: false },
];

async function take(world: CurveLpOnChain, { kind, size, flip }: Step): Promise<string> {
  const { lp, strategy, pool } = world;
  const address = String(strategy.target);
  switch (kind) {
    case "fund": {
      const units = BigInt(size) * WAD;
      const move = [addressBook.stETH.address, STETH, "transferShares", [address, units]] as const;
      await world.both("trader", move, () => {
        lp.position.looseShares += units;
      });
      return kind;
    }
    case "act": {
      await world.lookAround(size * 60);
      const { action, target } = decide(risk(lp), lp.params);
      if (action === Action.hold) return "hold";
      const less = action === Action.enter && flip ? Math.floor((target * size) / 1_000) : target;
      const order = { action, target: less, floor: 0n };
      const call = [address, strategy.interface, "execute", [action, less, 0n]] as const;
      const done = await world.both("keeper", call, () => execute(lp, order));
      return done ? actionName(action) : `${actionName(action)} refused`;
    }
    case "slice":
    case "sliceAtFloor": {
      const units = (exitUnits(lp) * BigInt(size)) / 2_000n;
      const [name, model] =
        kind === "slice" ? ["withdraw", withdrawUnits] : ["withdrawAtFloor", withdrawUnitsAtFloor];
      const call = [address, strategy.interface, name as string, [units, 0n]] as const;
      const done = await world.both("vault", call, () => (model as typeof withdrawUnits)(lp, units, 0n));
      return done ? kind : `${kind} refused`;
    }
    case "trade":
      await pool.trade(flip ? 0 : 1, size * 120_000);
      return kind;
    case "leave":
      await pool.leave(size * 600_000);
      return kind;
    case "report":
      await world.report(flip ? size * 1_500 : -size * 600);
      return kind;
    default:
      await world.lookAround(size * 60);
      return kind;
  }
}

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
      const steps = [...FIRST, ...fc.sample(step, { seed: SEED, numRuns: STEPS })];
      for (const [index, drawn] of steps.entries()) {
        taken.push(await take(world, drawn));
        expect({ index, drawn, ...(world.inModel() as object) }).toEqual({
          index,
          drawn,
          ...((await world.onChain()) as object),
        });
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
