/** A leveraged loop: LTV between its bands, what a borrowed unit earns, and its two ways out. */
import { SATURATED } from "../../strategies/decision.ts";
import {
  bands,
  type LoopParams,
  type LoopState,
  Queued,
  waitCost,
} from "../../strategies/leveraged-loop/policy.ts";
import { showAge, showRatio } from "../ratio.ts";
import { marketAndLender, type Printer } from "./printer.ts";

export const loopPrinter: Printer<LoopState, LoopParams> = {
  kind: "leveraged loop",
  contract: "LeveragedLoopStrategy",
  getter: "held",
  alarm: "depeg",
  ruler(state, params, { level }) {
    const { ltv, liquidationLtv } = state;
    const { low, target, high, line } = bands(state, level, params);
    return {
      name: "LTV",
      now: ltv,
      lines: [
        ["levers below", low],
        ["target", target],
        ["delevers above", high],
        ["ripcord", line],
        ["liquidation", liquidationLtv],
      ],
    };
  },
  notes: (state, { unwindCarry }) => [
    `carry ${showRatio(state.carry)} a year on each borrowed unit; unwinds below ${showRatio(unwindCarry)}`,
    waysOut(state),
  ],
  prices: marketAndLender,
  words: {},
};

const QUEUED: Readonly<Record<number, string>> = {
  [Queued.nothing]: "nothing in it",
  [Queued.waiting]: "an exit waiting",
  [Queued.matured]: "an exit paid and not yet claimed",
};

/** What a sale gives up and what the queue would cost instead, which decide between them where carry asks the loop to unwind. */
function waysOut(state: LoopState): string {
  const sale = `a sale now gives up ${showRatio(state.saleCost)}`;
  const queue = `Lido's queue: ${QUEUED[state.queued]}`;
  if (state.queueWait >= SATURATED) return `${sale}; ${queue}, takes nothing now`;
  return `${sale}; ${queue}, ${showAge(state.queueWait)} to wait, which costs ${showRatio(waitCost(state))}`;
}
