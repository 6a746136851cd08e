/**
 * What moves a position restaked in Symbiotic, as the contract moves it: into stake, into the epochs, home to the
 * vault. The twin of the acting half of `contracts/strategies/restaking/{RestakingStrategy,SymbioticStrategy}.sol`;
 * throws what it reverts with. After a throw the position and its venue are to be thrown away.
 */
import { Action, type Decision, RATIO } from "../decision.ts";
import { etherByShares, sharesByEther } from "../kernels/lido/lido.ts";
import { unwrap, wrap } from "../kernels/lido/wsteth.ts";
import { excess, least } from "../kernels/math/extremes.ts";
import { mulDivCeil } from "../kernels/math/mul-div.ts";
import { claim } from "../kernels/symbiotic/claim.ts";
import { deposit as stakeInVault } from "../kernels/symbiotic/deposit.ts";
import { epochAt, withdrawalBalance } from "../kernels/symbiotic/vault.ts";
import { redeem, withdraw as withdrawFromVault } from "../kernels/symbiotic/withdraw.ts";
import { Refusal } from "../refusal.ts";
import { decide } from "./policy.ts";
import {
  afterHaircut,
  CONVERSION_DUST,
  filled,
  looseUnits,
  type RestakedSymbiotic,
  stakedUnits,
  stakeFactor,
  stakeRoom,
  withdrawLimit,
} from "./symbiotic-position.ts";
import { risk } from "./symbiotic-risk.ts";

/** Stakes what the vault moved here, as far as target and venue take it. */
export function deposit(restaked: RestakedSymbiotic): void {
  stakeLoose(restaked, filled(restaked, restaked.settings.params.targetStaked));
}

/** Sends the vault `units` of what lies loose or has matured, and returns what was sent. */
export function withdraw(restaked: RestakedSymbiotic, units: bigint, minUnits: bigint): bigint {
  const most = withdrawLimit(restaked);
  if (units > most) throw new Refusal("ExceedsExit", { units, exitUnits: most });
  if (units > looseUnits(restaked)) claimMatured(restaked);
  const realised = sendToVault(restaked, units);
  if (realised < minUnits) throw new Refusal("InsufficientRealised", { realised, minUnits });
  return realised;
}

/** Starts the slow way out for `units` at exit value, and returns what is under way for it at exit value. */
export function startExit(restaked: RestakedSymbiotic, units: bigint): bigint {
  finishExit(restaked);
  const gross = mulDivCeil(units, BigInt(RATIO), BigInt(RATIO - restaked.settings.haircut));
  return afterHaircut(restaked, requestExit(restaked, least(gross, stakedUnits(restaked))));
}

/** Brings home what has matured, and returns what was sent. */
export function finishExit(restaked: RestakedSymbiotic): bigint {
  const before = looseUnits(restaked);
  claimMatured(restaked);
  const matured = looseUnits(restaked) - before;
  return matured === 0n ? 0n : sendToVault(restaked, matured);
}

/** Does what the policy asks for, or less. @param target share of the cap at stake, 1e9 */
export function execute(restaked: RestakedSymbiotic, action: Action, target: number): Decision {
  const { settings, position, time } = restaked;
  const state = risk(restaked);
  const decision = decide(state, settings.params);
  if (action !== decision.action || action === Action.hold) {
    throw new Refusal("NotAsked", { asked: action, wanted: decision.action, reason: decision.reason });
  }
  if (decision.level > position.level || state.slashSeen > 0) position.lastAlarm = time;
  position.level = decision.level;
  position.factorSeen = stakeFactor(restaked.venue);
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
    const leaving = excess(stakedUnits(restaked), filled(restaked, target));
    if (requestExit(restaked, leaving) === 0n) throw new Refusal("NothingToDo");
  } else if (action === Action.claim) {
    finishExit(restaked);
  }
  return decision;
}

function stakeLoose(restaked: RestakedSymbiotic, upTo: bigint): bigint {
  const { venue, position, time } = restaked;
  const room = least(excess(upTo, stakedUnits(restaked)), stakeRoom(restaked));
  const units = least(looseUnits(restaked), room);
  if (units === 0n) return 0n;
  wrapLoose(restaked);
  // A share or two of stETH may be too few to wrap.
  const amount = least(units, position.wsteth);
  if (amount > 0n) stakeInVault(venue, position.account, amount, time);
  position.wsteth -= amount;
  return units;
}

/** All of it by shares, so that no rounding leaves a wei at stake. */
function requestExit(restaked: RestakedSymbiotic, units: bigint): bigint {
  if (units === 0n) return 0n;
  const { venue, position, time } = restaked;
  const { account } = position;
  const epoch = epochAt(venue, time) + 1;
  const before = withdrawalBalance(venue, account, epoch);
  if (units < stakedUnits(restaked)) withdrawFromVault(venue, account, units, time);
  else redeem(venue, account, account.activeShares, time);
  if (position.epochs.at(-1) !== epoch) position.epochs.push(epoch);
  return withdrawalBalance(venue, account, epoch) - before;
}

function claimMatured({ venue, position, time }: RestakedSymbiotic): void {
  const current = epochAt(venue, time);
  for (const epoch of position.epochs) {
    // What was slashed to nothing has nothing to claim.
    if (epoch < current && withdrawalBalance(venue, position.account, epoch) > 0n) {
      position.wsteth += claim(venue, position.account, epoch, time);
    }
  }
  position.epochs = position.epochs.filter((epoch) => epoch >= current);
}

function wrapLoose({ lido, position }: RestakedSymbiotic): void {
  const steth = etherByShares(lido, position.steth);
  if (sharesByEther(lido, steth) === 0n) return;
  const shares = wrap(lido, steth);
  position.steth -= shares;
  position.wsteth += shares;
}

/** Sends `units` in the vault's own form, or one less where rounding takes it. */
function sendToVault(restaked: RestakedSymbiotic, units: bigint): bigint {
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

function unwrapFor({ lido, position }: RestakedSymbiotic, units: bigint): void {
  if (position.steth >= units) return;
  const missing = least(units - position.steth + CONVERSION_DUST, position.wsteth);
  if (missing === 0n) return;
  position.wsteth -= missing;
  position.steth += sharesByEther(lido, unwrap(lido, missing));
}
