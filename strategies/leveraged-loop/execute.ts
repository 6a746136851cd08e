/**
 * A loop's action, enforced as the contract enforces it: what the policy asks for and nothing else, bounded
 * before and verified after. The twin of `execute` in `contracts/strategies/LeveragedLoopStrategy.sol`;
 * throws what it reverts with.
 */
import { Action, type Decision, Reason, Urgency } from "../decision.ts";
import { sharesByEther } from "../kernels/lido/lido.ts";
import { least, most } from "../kernels/math/extremes.ts";
import { WAD, type Wad } from "../kernels/math/units.ts";
import { lenderRate } from "../market/feed.ts";
import { accountDataOf, collateralOf, debtOf } from "../market/lender-account.ts";
import { Refusal } from "../refusal.ts";
import { leverUp, repayLoose, unwind } from "./flash-steps.ts";
import { planLever } from "./lever.ts";
import { bands, decide, type LoopState } from "./policy.ts";
import { type Loop, UNWIND_DUST } from "./position.ts";
import { claimQueued, enterQueue, exitRoom } from "./queue-leg.ts";
import { ratio, ratioOfBps, risk } from "./risk.ts";
import { planSale } from "./sale.ts";
import { saleFloor } from "./sale-floor.ts";

/**
 * What the keeper sends: an action and target as the policy named them, and the least ETH per stETH of a
 * sale.
 */
export interface Order {
  readonly action: Action;
  /** LTV, scaled 1e9. */
  readonly target: number;
  /** The rules' own floor binds as well; 0 asks for nothing more. */
  readonly floor: Wad;
}

/** What an action moved, wei. */
export interface Execution {
  readonly decision: Decision;
  readonly ltvBefore: number;
  readonly ltvAfter: number;
  readonly sold: bigint;
  readonly repaid: bigint;
  readonly borrowed: bigint;
  /** Units of collateral bought. */
  readonly gained: bigint;
}

const NOTHING_MOVED = { sold: 0n, repaid: 0n, borrowed: 0n, gained: 0n };

/** Executes `order` on the loop in place; after a throw the loop and its market are to be thrown away. */
export function execute(loop: Loop, { action, target, floor }: Order): Execution {
  const { position, market, settings } = loop;
  const before = risk(loop);
  const decision = decide(before, settings.params);
  if (action !== decision.action || action === Action.hold) {
    throw new Refusal("NotAsked", { asked: action, wanted: decision.action, reason: decision.reason });
  }
  position.level = decision.level;
  if (action === Action.mark) {
    return { decision, ltvBefore: before.ltv, ltvAfter: before.ltv, ...NOTHING_MOVED };
  }
  position.lastAction = market.time;
  const raises = action === Action.lever || action === Action.exit;
  if (raises ? target > decision.target : target < decision.target) {
    throw new Refusal("TargetBeyond", { asked: target, allowed: decision.target });
  }
  const moved = moves(loop, { action, target, floor }, before, decision.urgency);
  const ltvAfter = ltvInBand(loop, before, decision.level);
  return { decision, ltvBefore: before.ltv, ltvAfter, ...NOTHING_MOVED, ...moved };
}

/**
 * Lowers LTV to `target`, below what the policy asks for, and holds the loop down from then on. The twin of `reduce`; refused
 * with TargetBeyond where LTV is there already, with TooSoon within the pace of the last sale.
 */
export function reduce(loop: Loop, target: number, floor: Wad): Execution {
  const { position, market, settings } = loop;
  const before = risk(loop);
  const own = decide(before, settings.params);
  if (target >= before.ltv) throw new Refusal("TargetBeyond", { asked: target, allowed: before.ltv });
  const { sinceSale } = before;
  const { pace } = settings.params;
  if (sinceSale < pace && own.urgency < Urgency.rescue) throw new Refusal("TooSoon", { sinceSale, pace });
  position.level = own.level;
  position.lastAction = market.time;
  position.held = true;
  const urgency = Math.max(own.urgency, Urgency.protect) as Urgency;
  const moved = delevered(loop, target, floor, before, urgency);
  const decision: Decision = { ...own, action: Action.reduce, reason: Reason.ruled, urgency, target };
  const ltvAfter = ltvInBand(loop, before, own.level);
  return { decision, ltvBefore: before.ltv, ltvAfter, ...NOTHING_MOVED, ...moved };
}

/** Lets the loop lever again. */
export function release({ position }: Loop): void {
  position.held = false;
}

function moves(loop: Loop, { action, target, floor }: Order, before: LoopState, urgency: Urgency) {
  if (action === Action.lever) return levered(loop, BigInt(target), BigInt(before.lenderPeg));
  if (action === Action.delever) return delevered(loop, target, floor, before, urgency);
  if (action === Action.exit) enterQueue(loop, exitRoom(loop, BigInt(target)), 0n);
  else claimQueued(loop);
  return {};
}

function levered(loop: Loop, target: bigint, lenderPeg: bigint) {
  const { market, position } = loop;
  const collateral = collateralOf(market, position);
  const borrowed = planLever(loop, target, lenderPeg);
  if (borrowed === 0n) throw new Refusal("NothingToDo");
  leverUp(market, position, borrowed);
  return { borrowed, gained: collateralOf(market, position) - collateral };
}

function delevered(loop: Loop, target: number, keepersFloor: Wad, before: LoopState, urgency: Urgency) {
  const { market, position, settings } = loop;
  const floor = most(keepersFloor, saleFloor(loop, before, urgency));
  const loose = repayLoose(market, position);
  const { sold, repaid } = planSale(market, {
    collateralValue: (collateralOf(market, position) * lenderRate(market)) / WAD,
    debt: debtOf(market, position),
    target: BigInt(target),
    lenderPeg: BigInt(before.lenderPeg),
    floor,
    ...(urgency < Urgency.rescue && { chunk: settings.maxChunk }),
  });
  if (sold === 0n) {
    // WETH that lay here was enough.
    if (loose === 0n) throw new Refusal("NothingToDo");
    return { sold, repaid: loose };
  }
  position.lastSale = market.time;
  const freed = least(sharesByEther(market.lido, sold) + UNWIND_DUST, collateralOf(market, position));
  unwind(market, position, repaid, freed, sold);
  return { sold, repaid };
}

/** LTV after an action, which may lie above the band only where the action lowered it. */
function ltvInBand({ market, position, settings }: Loop, before: LoopState, level: number): number {
  const data = accountDataOf(market, position);
  const ltv = ratio(data.totalDebtBase, data.totalCollateralBase);
  const live = { ...before, liquidationLtv: ratioOfBps(data.currentLiquidationThreshold) };
  const { high } = bands(live, level, settings.params);
  if (ltv > high && ltv > before.ltv) throw new Refusal("LtvAboveBand", { ltv, high });
  return ltv;
}
