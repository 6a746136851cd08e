/**
 * Exit queues: settled from idle funds once these pay enough of what waits, from the strategies once overdue, and where the
 * strategies' immediate exits do not reach, their slow ones are started. Anyone may do all of it; the queue sees to the price.
 */
import { interfaceOf } from "../../contracts/artifacts.ts";
import type { Read } from "../../devnet/multicall.ts";
import { Level, RATIO, Urgency } from "../../strategies/decision.ts";
import { excess, least } from "../../strategies/kernels/math/extremes.ts";
import { ratio } from "../../strategies/leveraged-loop/risk.ts";
import { GAS } from "../action.ts";
import type { ChoiceSettings, Move, OwnChoice } from "../choice.ts";
import type { QueueSnapshot } from "../snapshot.ts";
import type { WatchedQueue } from "../watched.ts";
import type { Kind } from "./kind.ts";

const WAD = 10n ** 18n;
const EVERYTHING = (1n << 256n) - 1n;
const ONE = BigInt(RATIO);
/** The queue remembers the exit price hour by hour. */
const HOUR = 3_600;
/** Less of what is due than this is not worth starting a slow exit for. */
const LEAST_PART = 1_000n;
/** What a slice fetches is a little less than what it was worth: where not all is paid, so much of it is left out. */
const MARGIN = 1_000n;

function reads({ vault, exitQueue, adapter, strategies }: WatchedQueue): Read[] {
  const queue = { to: exitQueue, abi: interfaceOf("ExitQueue") };
  const ofVault = { to: vault, abi: interfaceOf("KeelVault") };
  const strategy = interfaceOf("SymbioticStrategy");
  return [
    ...["pendingShares", "overdue", "seen"].map((name) => ({ ...queue, name })),
    // It has no floor before its prices were looked at for an hour.
    { ...queue, name: "floorOf", args: [WAD], mayFail: true },
    { ...ofVault, name: "maxRedeem", args: [exitQueue] },
    { ...ofVault, name: "previewRedeem", args: [WAD] },
    { ...ofVault, name: "idleUnits" },
    { to: adapter, abi: interfaceOf("StethAdapter"), name: "toAssets", args: [WAD] },
    ...strategies.map(({ address }) => ({ to: address, abi: strategy, name: "withdrawLimit" })),
    ...slowOnes(strategies).flatMap(({ address }) =>
      ["exitUnits", "exitingUnits"].map((name) => ({ to: address, abi: strategy, name })),
    ),
  ];
}

const slowOnes = (strategies: WatchedQueue["strategies"]) => strategies.filter(({ slow }) => slow);

export const exitQueue: Kind<WatchedQueue, QueueSnapshot> = {
  reads,

  snapshotOf({ strategies }, block, values) {
    const [pendingShares, overdue, seen, floor, redeemable, exitAssets, idle, assetsPerUnit] = values;
    const limits: readonly bigint[] = values.slice(8, 8 + strategies.length);
    const slow: readonly bigint[] = values.slice(8 + strategies.length);
    const exitPrice: bigint = (exitAssets * WAD) / assetsPerUnit;
    const due: bigint = (pendingShares * exitPrice) / WAD;
    const atOnce = limits.reduce((sum, limit) => sum + limit, idle);
    const slowExit = overdue ? slowExitFor(strategies, due, atOnce, slow) : undefined;
    return {
      kind: "exit-queue",
      block,
      state: {
        waiting: pendingShares > 0n ? 1 : 0,
        funded: ratio(redeemable, pendingShares),
        fundedDeep: ratio(atOnce, due),
        price: floor === undefined ? 0 : ratio(exitPrice, floor),
        overdue: overdue ? 1 : 0,
        unseenHours: Math.floor(block.timestamp / HOUR) - Number(seen.window),
      },
      pendingShares,
      ...(slowExit && { slowExit }),
    };
  },

  choose: (snapshot, settings): OwnChoice => decide(snapshot, settings),

  async actionFor(_rpc, { exitQueue: queue }, { move }) {
    const abi = interfaceOf("ExitQueue");
    const call = (name: string, args: readonly unknown[], gasLimit: bigint, urgency: Urgency) => ({
      ...{ urgency, to: queue, data: abi.encodeFunctionData(name, args), gasLimit },
      // The price recovers, or the floor relents: then it passes.
      notYet: ["BelowFloor", "NotObserved"],
    });
    switch (move.kind) {
      case "observe":
        return { kind: move.kind, ...call("observe", [], GAS.observe, Urgency.idle) };
      case "settle":
        return { kind: move.kind, ...call("settle", [EVERYTHING], GAS.settle, Urgency.rebalance) };
      case "settle-deep":
        return { kind: move.kind, ...call("settleDeep", [move.shares], GAS.settleDeep, Urgency.rebalance) };
      case "start-exit": {
        const args = [move.strategy, move.units];
        return { kind: move.kind, ...call("startExit", args, GAS.startExit, Urgency.rebalance) };
      }
      default:
        return undefined;
    }
  },

  worth: () => undefined,

  calls: ({ exitQueue: queue }) => [
    { to: queue, contract: "ExitQueue", functions: ["observe", "settle", "settleDeep", "startExit"] },
  ],
};

/** What to do for those who wait, and why; pure. */
function decide(
  { state, pendingShares, slowExit }: QueueSnapshot,
  { settleFrom }: ChoiceSettings,
): OwnChoice {
  const { waiting, funded, fundedDeep, price, overdue, unseenHours } = state;
  if (waiting === 0) return told("hold", "nobodyWaits");
  if (unseenHours > 0) return told("observe", "priceUnseen", { kind: "observe" });
  if (price === 0) return told("hold", "priceUnseen");
  if (price < RATIO) return told("hold", "belowFloor");
  if (funded >= RATIO) return told("settle", "funded", { kind: "settle" });
  if (overdue !== 0 && fundedDeep >= settleFrom && fundedDeep > funded) {
    const part = fundedDeep >= RATIO ? pendingShares : lessMargin((pendingShares * BigInt(fundedDeep)) / ONE);
    return told("settleDeep", "overdue", { kind: "settle-deep", shares: part });
  }
  if (funded >= settleFrom) return told("settle", "funded", { kind: "settle" });
  if (slowExit !== undefined) return told("startExit", "overdue", { kind: "start-exit", ...slowExit });
  return told("hold", "unfunded");
}

function told(action: string, reason: string, move: Move = { kind: "none" }): OwnChoice {
  const urgency = move.kind === "none" || move.kind === "observe" ? Urgency.idle : Urgency.rebalance;
  return { asked: { action, reason, urgency, level: Level.calm }, move };
}

const lessMargin = (shares: bigint): bigint => shares - shares / MARGIN;

/** The first strategy whose slow way out brings part of what nothing else will. @param slow exit value and what is under way, of each */
function slowExitFor(
  strategies: WatchedQueue["strategies"],
  due: bigint,
  atOnce: bigint,
  slow: readonly bigint[],
): QueueSnapshot["slowExit"] {
  const slowly = slowOnes(strategies).map(({ address }, index) => {
    const [whole = 0n, exiting = 0n] = slow.slice(index * 2);
    return { strategy: address, whole, exiting };
  });
  const underWay = slowly.reduce((sum, { exiting }) => sum + exiting, 0n);
  const lacking = excess(due, atOnce + underWay);
  for (const { strategy, whole, exiting } of slowly) {
    const units = least(lacking, excess(whole, exiting));
    if (units * LEAST_PART > due) return { strategy, units };
  }
  return undefined;
}
