/** A restaked position: what is at stake of its cap, and what is on its way out. */
import type { RestakingParams, RestakingState } from "../../strategies/restaking/policy.ts";
import { showAge, showRatio } from "../ratio.ts";
import type { Printer } from "./printer.ts";

export const restakingPrinter: Printer<RestakingState, RestakingParams> = {
  kind: "restaking",
  // Whatever the venue, risk, rules and check are of one shape.
  contract: "SymbioticStrategy",
  getter: "haircut",
  ruler: ({ staked }, { evacuateStaked, targetStaked, maxStaked }) => ({
    name: "part of the cap at stake",
    now: staked,
    lines: [
      ["left when evacuated", evacuateStaked],
      ["deposits up to", targetStaked],
      ["exits above", maxStaked],
    ],
  }),
  notes: ({ loose, pending, claimable, exitWait, slashSeen }) => [
    `${showRatio(loose)} of the cap lies loose, ${showRatio(pending)} is on its way out, ${showRatio(claimable)} can be claimed`,
    `an exit asked for now takes ${showAge(exitWait)}; slashes took ${showRatio(slashSeen)} since the last action`,
  ],
};
