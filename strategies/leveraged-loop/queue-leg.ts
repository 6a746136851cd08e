/**
 * The slow way out: collateral goes into Lido's withdrawal queue, and what Lido pays repays debt. The twin of `startExit`, `finishExit`
 * and the actions `exit` and `claim` in `contracts/strategies/LeveragedLoopStrategy.sol`, and of how `LoopAdvisor.sol` sizes them.
 */
import { SATURATED } from "../decision.ts";
import { least } from "../kernels/math/extremes.ts";
import { mulDivCeil, mulDivFloor } from "../kernels/math/mul-div.ts";
import { WAD } from "../kernels/math/units.ts";
import { ProtocolRevert } from "../kernels/revert.ts";
import { lenderRate } from "../market/feed.ts";
import { collateralOf, debtOf } from "../market/lender-account.ts";
import { buy } from "../market/steth-route.ts";
import { readPrices } from "../prices/steth-prices.ts";
import { Refusal } from "../refusal.ts";
import { claimFinalized, MOST_QUEUED, request } from "./exits.ts";
import { free, repayLoose } from "./flash-steps.ts";
import { bands, decide, exitGoal, Queued } from "./policy.ts";
import { exitNow, type Loop, UNWIND_DUST } from "./position.ts";
import { risk } from "./risk.ts";

const RATIO = 1_000_000_000n;

/**
 * Units of collateral that may leave for the queue, so that LTV rises to `ltv` (1e9) at most: no more than repay the debt, and than
 * the queue takes at once.
 */
export function exitRoom(loop: Loop, ltv: bigint): bigint {
  const { market, prices, position } = loop;
  const repays = least(debtOf(market, position), MOST_QUEUED);
  return least(room(loop, ltv), mulDivFloor(repays, WAD, readPrices(prices, market).redemptionRate));
}

/** Takes `units` of collateral into Lido's queue, for the vault as far as `promised`. */
export function enterQueue({ market, position }: Loop, units: bigint, promised: bigint): void {
  const { withdrawalQueue: queue, lido, time } = market;
  if (queue === undefined) throw new ProtocolRevert("call to non-contract address");
  free(market, position, units);
  const shares = position.looseShares;
  position.looseShares = 0n;
  const asked = request(queue, lido, position.exits, { shares, units: promised, now: time });
  if (asked === 0n) throw new Refusal("NothingToDo");
}

/** Repays with what Lido has paid; where nothing is owed any more, it becomes stETH again. */
export function claimQueued({ market, position }: Loop): void {
  const { withdrawalQueue: queue, lido } = market;
  if (queue === undefined) throw new ProtocolRevert("call to non-contract address");
  position.looseWeth += claimFinalized(queue, lido, position.exits);
  repayLoose(market, position);
  if (position.looseWeth === 0n || debtOf(market, position) > 0n) return;
  position.looseShares += buy(market, position.looseWeth);
  position.looseWeth = 0n;
}

/**
 * Begins to leave with a slice worth `units` at exit value, and returns the units that the vault is promised: what repays the slice's
 * debt goes into the queue, the rest stays collateral until it is paid. Nothing while the queue takes nothing or something is in it.
 */
export function startExit(loop: Loop, units: bigint): bigint {
  const { market, position, prices } = loop;
  const state = risk(loop);
  const whole = exitNow(loop);
  if (state.queueWait === SATURATED || state.queued !== Queued.nothing) return 0n;
  if (state.ltv === 0 || whole === 0n) return 0n;
  let slice = least(units, whole);
  const debt = mulDivCeil(debtOf(market, position), slice, whole);
  let leaving = mulDivCeil(debt, WAD, readPrices(prices, market).redemptionRate) + 1n;
  const most = exitRoom(loop, goalOf(loop));
  if (leaving > most) [slice, leaving] = [mulDivFloor(slice, most, leaving), most];
  const freed = mulDivFloor(collateralOf(market, position), slice, whole);
  if (freed <= leaving) return 0n;
  enterQueue(loop, leaving, freed - leaving);
  return freed - leaving;
}

/** Takes what has matured and returns the units sent to the vault. Where LTV has no room for all that is due, the rest stays due. */
export function finishExit(loop: Loop): bigint {
  const { market, position } = loop;
  const { exits } = position;
  if (market.withdrawalQueue === undefined) return 0n;
  claimQueued(loop);
  if (exits.due === 0n) return 0n;
  const missing = exits.due - position.looseShares;
  if (missing > 0n) free(market, position, least(missing + UNWIND_DUST, room(loop, goalOf(loop))));
  const units = least(exits.due, position.looseShares);
  exits.due -= units;
  position.looseShares -= units;
  return units;
}

/** Up to which LTV an exit may go, in the state that the loop is in. */
function goalOf(loop: Loop): bigint {
  const { params } = loop.settings;
  const state = risk(loop);
  const { target, high } = bands(state, decide(state, params).level, params);
  return BigInt(exitGoal(target, high));
}

/** Units of collateral beyond what an LTV of `ltv` keeps; all where nothing is owed. */
function room({ market, position }: Loop, ltv: bigint): bigint {
  const debt = debtOf(market, position);
  const held = collateralOf(market, position);
  if (debt === 0n) return held;
  const perUnit = lenderRate(market) * ltv;
  if (perUnit === 0n) return 0n;
  const kept = mulDivCeil(debt, WAD * RATIO, perUnit);
  return held > kept ? held - kept : 0n;
}
