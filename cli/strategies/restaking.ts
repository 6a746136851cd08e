/** Restaked positions: what is at stake of the cap, what is on its way out, and what the venue's own rate and market say. */
import { RATIO, Reason, SATURATED } from "../../strategies/decision.ts";
import { queueCost, type RestakingParams, type RestakingState } from "../../strategies/restaking/policy.ts";
import { showAge, showRatio, showTimes } from "../ratio.ts";
import type { Printer } from "./printer.ts";

type RestakingPrinter = Printer<RestakingState, RestakingParams>;

const underWay = ({ loose, pending, claimable }: RestakingState): string =>
  `${showRatio(loose)} of the cap lies loose, ${showRatio(pending)} is on its way out, ${showRatio(claimable)} can be claimed`;

const waits = ({ exitWait, epochLeft, slashSeen }: RestakingState): string => {
  const epoch = epochLeft === 0 ? "" : `, its epoch ends in ${showAge(epochLeft)}`;
  return `an exit asked for now takes ${showAge(exitWait)}${epoch}; slashes took ${showRatio(slashSeen)} since the last action`;
};

/** Any venue: what all of them share. */
export const restakingPrinter: RestakingPrinter = {
  kind: "restaking",
  // Whatever the venue, risk, rules and check are of one shape.
  contract: "SymbioticStrategy",
  getter: "haircut",
  alarm: "alarm",
  ruler: ({ staked }, { evacuateStaked, targetStaked, maxStaked }) => ({
    name: "part of the cap at stake",
    now: staked,
    lines: [
      ["left when evacuated", evacuateStaked],
      ["deposits up to", targetStaked],
      ["exits above", maxStaked],
    ],
  }),
  notes: (state, { minHarvest }) => [
    underWay(state),
    waits(state),
    `no debt, so no carry: rewards are worth ${showTimes(state.rewards)} their claim; claimed from ${showTimes(minHarvest)}`,
  ],
  // No market is asked.
  prices: () => [{ by: "redemption (venue)", ofRedemption: RATIO, age: undefined }],
  words: {
    [Reason.inBand]: "stake is inside its band",
    [Reason.belowMin]: "funds lie loose, and there is room at stake",
    [Reason.aboveMax]: "more is at stake than the cap allows",
    [Reason.levelChanged]: "the alarm level changed",
    [Reason.refusedLevel]: "there was an alarm, and staking waits",
    [Reason.refusedVenue]: "the venue takes no deposits, or no operator works for the stake",
    [Reason.venuePaused]: "the venue refuses exits",
  },
};

export const symbioticPrinter: RestakingPrinter = {
  ...restakingPrinter,
  kind: "restaking in a Symbiotic vault",
  getter: "subnetwork",
};

export const eigenLayerPrinter: RestakingPrinter = {
  ...restakingPrinter,
  kind: "restaking in EigenLayer",
  contract: "EigenLayerStrategy",
  getter: "eigenStrategy",
  notes: (state) => [
    underWay(state),
    waits(state),
    "no debt, so no carry: rewards come by claims that anyone may bring",
  ],
};

export const liquidRestakingPrinter: RestakingPrinter = {
  ...restakingPrinter,
  kind: "a liquid restaking token",
  contract: "LiquidRestakingStrategy",
  getter: "door",
  token: "token",
  notes: (state, params) => [
    underWay(state),
    waits(state),
    sale(state, params),
    "no debt, so no carry: rewards are in the rate",
  ],
  prices: ({ rateAge, peg, marketAge }) => [
    { by: "redemption (pushed rate)", ofRedemption: RATIO, age: rateAge },
    {
      by: "market (feed)",
      ofRedemption: peg === 0 ? undefined : peg,
      age: peg === 0 ? undefined : marketAge,
    },
  ],
};

/** What a sale gives up and what the queue would cost instead, which decide between them where stake must leave. */
function sale({ saleCost, exitWait }: RestakingState, { waitCost }: RestakingParams): string {
  const queue = `the wait in the queue costs ${showRatio(queueCost(exitWait, waitCost))}`;
  return saleCost >= SATURATED
    ? `it cannot be sold now; ${queue}`
    : `a sale now gives up ${showRatio(saleCost)}; ${queue}`;
}
