/** What anybody may do to liquidity in a Curve pool and around it, drawn at random and done to contracts and model alike. */
import fc from "fast-check";
import { addressBook } from "../../devnet/addresses.ts";
import { execute } from "../../strategies/curve-lp/execute.ts";
import { withdrawUnits, withdrawUnitsAtFloor } from "../../strategies/curve-lp/model.ts";
import { decide } from "../../strategies/curve-lp/policy.ts";
import { exitUnits } from "../../strategies/curve-lp/position.ts";
import { risk } from "../../strategies/curve-lp/risk.ts";
import { Action, actionName } from "../../strategies/decision.ts";
import { WAD } from "../../strategies/kernels/math/units.ts";
import type { CurveLpOnChain } from "./curve-lp-on-chain.ts";

const STETH = ["function transferShares(address, uint256)"];
const KINDS = [
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
] as const;

export interface Step {
  readonly kind: (typeof KINDS)[number];
  /** Thousandths of what the step is about. */
  readonly size: number;
  readonly flip: boolean;
}

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom(...KINDS),
  size: fc.integer({ min: 1, max: 1_000 }),
  flip: fc.boolean(),
});

/** In, and out again as others leave: what chance might not draw. */
const FIRST: readonly Step[] = (
  [
    ["fund", 1_000],
    ["act", 200],
    ["leave", 900],
    ["leave", 900],
    ["leave", 900],
    ["act", 200],
    ["slice", 100],
  ] as const
).map(([kind, size]) => ({ kind, size, flip: false }));

export const sequence = (seed: number, steps: number): readonly Step[] => [
  ...FIRST,
  ...fc.sample(step, { seed, numRuns: Math.max(steps - FIRST.length, 0) }),
];

/** Does one step on both sides and tells what came of it. @throws where one side refuses and the other does not */
export async function take(world: CurveLpOnChain, { kind, size, flip }: Step): Promise<string> {
  const { lp, strategy, pool } = world;
  const address = String(strategy.target);
  switch (kind) {
    case "fund": {
      const units = BigInt(size) * WAD;
      await world.both(
        "trader",
        [addressBook.stETH.address, STETH, "transferShares", [address, units]],
        () => {
          lp.position.looseShares += units;
        },
      );
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
        kind === "slice"
          ? (["withdraw", withdrawUnits] as const)
          : (["withdrawAtFloor", withdrawUnitsAtFloor] as const);
      const call = [address, strategy.interface, name, [units, 0n]] as const;
      const done = await world.both("vault", call, () => model(lp, units, 0n));
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
    case "look":
      await world.lookAround(size * 60);
      return kind;
  }
}
