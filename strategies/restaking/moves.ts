/**
 * What moves a restaked position, as the contract moves it: into stake, onto the way out, home to the vault. The twin of the acting
 * half of `contracts/strategies/restaking/RestakingStrategy.sol`; throws what it reverts with. After a throw the position and its
 * venue are to be thrown away.
 */
import { Action, type Decision, RATIO } from "../decision.ts";
import { etherByShares, sharesByEther } from "../kernels/lido/lido.ts";
import { unwrap, wrap } from "../kernels/lido/wsteth.ts";
import { excess, least } from "../kernels/math/extremes.ts";
import { mulDivCeil } from "../kernels/math/mul-div.ts";
import { Refusal } from "../refusal.ts";
import { decide } from "./policy.ts";
import {
  afterHaircut,
  booksOf,
  CONVERSION_DUST,
  filled,
  looseUnits,
  type Restaked,
  type VenueBooks,
} from "./restaked.ts";

/** How a venue takes stake and gives it back. */
export interface Venue<R extends Restaked> extends VenueBooks<R> {
  /** Puts at most `units` of what lies loose at stake. */
  stake(restaked: R, units: bigint): void;
  /** Asks for the exit of at most `units` at stake, and returns the units that are now under way. */
  requestExit(restaked: R, units: bigint): bigint;
  /** Brings here what has matured. */
  claimMatured(restaked: R): void;
}

/** What can be done with a position in such a venue. */
export function movesOf<R extends Restaked>(venue: Venue<R>) {
  const { withdrawLimit, risk } = booksOf(venue);

  const stakeLoose = (restaked: R, upTo: bigint): bigint => {
    const room = least(excess(upTo, venue.staked(restaked)), venue.room(restaked));
    const units = least(looseUnits(restaked), room);
    if (units > 0n) venue.stake(restaked, units);
    return units;
  };

  /** Stakes what the vault moved here, as far as target and venue take it. */
  const deposit = (restaked: R): void => {
    stakeLoose(restaked, filled(restaked, restaked.settings.params.targetStaked));
  };

  /** Sends the vault `units` of what lies loose or has matured, and returns what was sent. */
  const withdraw = (restaked: R, units: bigint, minUnits: bigint): bigint => {
    const most = withdrawLimit(restaked);
    if (units > most) throw new Refusal("ExceedsExit", { units, exitUnits: most });
    if (units > looseUnits(restaked)) venue.claimMatured(restaked);
    const realised = sendToVault(restaked, units);
    if (realised < minUnits) throw new Refusal("InsufficientRealised", { realised, minUnits });
    return realised;
  };

  /** Brings home what has matured, and returns what was sent. */
  const finishExit = (restaked: R): bigint => {
    const before = looseUnits(restaked);
    venue.claimMatured(restaked);
    const matured = looseUnits(restaked) - before;
    return matured === 0n ? 0n : sendToVault(restaked, matured);
  };

  /** Starts the slow way out for `units` at exit value, and returns what is under way for it at exit value. */
  const startExit = (restaked: R, units: bigint): bigint => {
    finishExit(restaked);
    const gross = mulDivCeil(units, BigInt(RATIO), BigInt(RATIO - restaked.settings.haircut));
    return afterHaircut(restaked, venue.requestExit(restaked, least(gross, venue.staked(restaked))));
  };

  /** Does what the policy asks for, or less. @param target share of the cap at stake, 1e9 */
  const execute = (restaked: R, action: Action, target: number): Decision => {
    const { settings, position, time } = restaked;
    const state = risk(restaked);
    const decision = decide(state, settings.params);
    if (action !== decision.action || action === Action.hold) {
      throw new Refusal("NotAsked", { asked: action, wanted: decision.action, reason: decision.reason });
    }
    if (decision.level > position.level || state.slashSeen > 0) position.lastAlarm = time;
    position.level = decision.level;
    position.factorSeen = venue.factor(restaked);
    if (action === Action.deposit) {
      if (target > decision.target) {
        throw new Refusal("TargetBeyond", { asked: target, allowed: decision.target });
      }
      position.lastAction = time;
      if (stakeLoose(restaked, filled(restaked, target)) === 0n) throw new Refusal("NothingToDo");
    } else if (action === Action.exit) {
      if (target < decision.target) {
        throw new Refusal("TargetBeyond", { asked: target, allowed: decision.target });
      }
      position.lastAction = time;
      finishExit(restaked);
      const over = excess(venue.staked(restaked), filled(restaked, target));
      if (over === 0n || venue.requestExit(restaked, over) === 0n) throw new Refusal("NothingToDo");
    } else if (action === Action.claim) {
      finishExit(restaked);
    }
    return decision;
  };

  return { deposit, withdraw, startExit, finishExit, execute };
}

/** Wraps whatever stETH lies loose. */
export function wrapLoose({ lido, position }: Restaked): void {
  const steth = etherByShares(lido, position.steth);
  if (sharesByEther(lido, steth) === 0n) return;
  const shares = wrap(lido, steth);
  position.steth -= shares;
  position.wsteth += shares;
}

/** Unwraps until `units` lie loose as stETH, as far as there is wstETH, and rounding allows. */
export function unwrapFor({ lido, position }: Restaked, units: bigint): void {
  if (position.steth >= units) return;
  const missing = least(units - position.steth + CONVERSION_DUST, position.wsteth);
  if (missing === 0n) return;
  position.wsteth -= missing;
  position.steth += sharesByEther(lido, unwrap(lido, missing));
}

/** Sends `units` in the vault's own form, or one less where rounding takes it. */
function sendToVault(restaked: Restaked, units: bigint): bigint {
  const { rebasing, position } = restaked;
  if (rebasing) {
    unwrapFor(restaked, units);
    const sent = least(units, position.steth);
    position.steth -= sent;
    return sent;
  }
  if (position.wsteth < units) wrapLoose(restaked);
  const sent = least(units, position.wsteth);
  position.wsteth -= sent;
  return sent;
}
