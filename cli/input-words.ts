/** What the keeper knew when it decided, a line each. */
import { formatEther, formatUnits } from "ethers";
import type { QueueSnapshot, Snapshot, StrangerSnapshot, StrategySnapshot } from "../keeper/snapshot.ts";
import { levelName } from "../strategies/decision.ts";
import { showAmount } from "./amount.ts";
import { showAge, showRatio } from "./ratio.ts";
import type { WatchedState } from "./strategies/printer.ts";
import { PRINTERS } from "./strategies/printers.ts";

export function inputsOf(snapshot: Snapshot): string[] {
  const fee = `base fee ${formatUnits(snapshot.block.baseFee, "gwei")} gwei`;
  if (snapshot.kind === "exit-queue") return [...ofQueue(snapshot), fee];
  if (snapshot.kind === "ripcord") return [...ofStranger(snapshot), fee];
  return [...ofStrategy(snapshot), fee];
}

/** The one figure that its rules watch, for a line of the log: "LTV 65.99%". */
export function atAGlance(snapshot: Snapshot): string {
  const { state } = snapshot;
  if (snapshot.kind === "exit-queue")
    return snapshot.pendingShares === 0n
      ? "nobody waits"
      : `${showAmount(snapshot.pendingShares)} shares wait`;
  if (snapshot.kind === "ripcord") return `LTV ${"ltv" in state ? showRatio(state.ltv) : ""}`;
  const { name, now } = PRINTERS[snapshot.kind].ruler(state, snapshot.params, snapshot.check);
  return `${name} ${showRatio(now)}`;
}

function ofStrategy(snapshot: StrategySnapshot): string[] {
  const { kind, state, params, check, idleUnits, reservedUnits, entryUnits, positionUnits } = snapshot;
  const printer = PRINTERS[kind];
  const { name, now, lines } = printer.ruler(state, params, check);
  const prices: WatchedState = state;
  const lender =
    prices.lenderPeg === undefined
      ? ""
      : `; lender's price ${showRatio(prices.lenderPeg)}, ${prices.lenderAge} s old`;
  const idle = `idle ${showAmount(idleUnits)} of the vault's ${showAmount(entryUnits)} units`;
  return [
    `${name} ${showRatio(now)}: ${lines.map(([line, at]) => `${line} ${showRatio(at)}`).join(", ")}`,
    ...printer.notes(state, params),
    `peg ${showRatio(prices.peg)}, ${prices.marketAge} s old${lender}`,
    `depeg level ${levelName(state.level)}; last action ${showAge(state.sinceAction)} before`,
    `price flags ${state.priceFlags}, venue flags ${state.venueFlags}`,
    `${showAmount(positionUnits)} units here; ${idle}${reservedUnits > 0n ? `, ${showAmount(reservedUnits)} of them the queue's` : ""}`,
  ];
}

function ofQueue({ state, pendingShares, slowExit }: QueueSnapshot): string[] {
  const { funded, fundedDeep, price, overdue, unseenHours } = state;
  const seen = unseenHours === 0 ? "this hour" : `${unseenHours} h before`;
  return [
    `${showAmount(pendingShares)} shares wait${overdue === 0 ? "" : ", overdue"}`,
    `idle funds pay ${showRatio(funded)} of them, with what strategies pay at once ${showRatio(fundedDeep)}`,
    price === 0
      ? `no price to settle at yet; looked at ${seen}`
      : `exit price ${showRatio(price)} of the least that is settled at; looked at ${seen}`,
    ...(slowExit ? [`${slowExit.strategy} could start an exit of ${showAmount(slowExit.units)} units`] : []),
  ];
}

function ofStranger({ state, funds, offer, tokenPrice, tokenUnit, unitPrice }: StrangerSnapshot): string[] {
  const { ltv, liquidationLtv, peg, past } = state;
  return [
    `LTV ${showRatio(ltv)}, ${past === 0 ? "before" : "past"} its ripcord line; liquidated at ${showRatio(liquidationLtv)}; peg ${showRatio(peg)}`,
    `${funds} of what is repaid at hand, ${tokenUnit} of it worth ${formatEther(tokenPrice)} ether`,
    ...(offer
      ? [
          `offered ${showAmount(offer.units)} units, 1 worth ${formatEther(unitPrice)} ether on the market, for ${offer.repaid}`,
        ]
      : []),
  ];
}
