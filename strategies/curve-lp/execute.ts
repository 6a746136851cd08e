/**
 * An action on liquidity in a Curve pool, enforced as the contract enforces it: what the policy asks for and
 * nothing else, bounded by the virtual price. The twin of `execute` in
 * `contracts/strategies/curve-lp/CurveLpStrategy.sol`; throws what it reverts with.
 */
import { Action, type Decision, Urgency } from "../decision.ts";
import { most } from "../kernels/math/extremes.ts";
import { mulDivFloor } from "../kernels/math/mul-div.ts";
import { type Seconds, WAD, type Wad } from "../kernels/math/units.ts";
import { Refusal } from "../refusal.ts";
import { addToPool, removeFromPool } from "./moves.ts";
import { decide, type Form } from "./policy.ts";
import { type CurveLp, worth } from "./position.ts";
import { risk } from "./risk.ts";
import { planEntry, planRemoval } from "./sizing.ts";

const RATIO = 1_000_000_000n;
const OBSERVATION_SPACING: Seconds = 3_600;

/** What the keeper sends: an action and target as the policy named them, and the least value of a unit that moves. */
export interface CurveLpOrder {
  readonly action: Action;
  /** The part of the position in the pool, scaled 1e9. */
  readonly target: number;
  /** The rules' own floor binds as well; 0 asks for nothing more. */
  readonly floor: Wad;
}

/** What an action moved: LP tokens, and units for them. */
export interface CurveLpExecution {
  readonly decision: Decision;
  readonly minted: bigint;
  readonly burned: bigint;
  readonly units: bigint;
}

/** Executes `order` in place; after a throw the position and its market are to be thrown away. */
export function execute(lp: CurveLp, { action, target, floor }: CurveLpOrder): CurveLpExecution {
  const { position, market, params } = lp;
  const decision = decide(risk(lp), params);
  if (action !== decision.action || action === Action.hold) {
    throw new Refusal("NotAsked", { asked: action, wanted: decision.action, reason: decision.reason });
  }
  position.level = decision.level;
  observe(lp);
  const nothing = { decision, minted: 0n, burned: 0n, units: 0n };
  if (action === Action.enter) {
    if (target > decision.target) throw beyond(target, decision.target);
    position.lastAction = market.time;
    const minted = enter(lp, target, decision.form, most(floor, BigInt(params.minIn) * RATIO));
    return { ...nothing, minted };
  }
  if (action === Action.withdraw) {
    if (target < decision.target) throw beyond(target, decision.target);
    position.lastAction = market.time;
    const ruled = decision.urgency === Urgency.rebalance ? params.minOut : params.rescueOut;
    const burned = planRemoval(lp, target);
    if (burned === 0n) throw new Refusal("NothingToDo");
    const units = remove(lp, burned, decision.form, most(floor, BigInt(ruled) * RATIO));
    return { ...nothing, burned, units };
  }
  return nothing;
}

/** Looks at the virtual price: one that jumped is followed by at most its bound, and at most once an hour. */
export function observe({ market, venue, position, params }: CurveLp): void {
  let seen = venue.virtualPrice();
  const bound = mulDivFloor(position.highest, BigInt(params.maxVirtualPrice), RATIO);
  if (seen > bound) {
    if (market.time - position.lastObservation < OBSERVATION_SPACING) return;
    seen = bound;
  }
  position.lastObservation = market.time;
  position.highest = most(seen, position.highest);
}

/** Burns `amount` LP tokens and returns the units that arrive, at least `floor` of their entry value. */
export function remove(lp: CurveLp, amount: bigint, form: Form, floor: Wad): bigint {
  const value = mulDivFloor(worth(lp, amount), floor, WAD);
  const units = removeFromPool(lp, amount, form);
  if (units < value) throw new Refusal("BelowFloor", { value: units, least: value });
  return units;
}

function enter(lp: CurveLp, target: number, form: Form, floor: Wad): bigint {
  const { assets, sold } = planEntry(lp, target, form);
  if (assets === 0n) throw new Refusal("NothingToDo");
  const price = lp.venue.virtualPrice();
  const minted = addToPool(lp, assets, sold);
  const value = mulDivFloor(minted, price, WAD);
  const least = mulDivFloor(assets, floor, WAD);
  if (value < least) throw new Refusal("BelowFloor", { value, least });
  return minted;
}

const beyond = (asked: number, allowed: number): Refusal => new Refusal("TargetBeyond", { asked, allowed });
