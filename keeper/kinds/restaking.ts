/** Restaked positions, whatever their venue: epochs, matured exits and rewards are what their rules ask for. */
import { RATIO } from "../../strategies/decision.ts";
import { decide } from "../../strategies/restaking/policy.ts";
import { strategyKind } from "./strategy.ts";

export const restaking = strategyKind<"restaking">({
  kind: "restaking",
  // Risk, rules and check are of one shape for every venue.
  contract: "SymbioticStrategy",
  decide,
  /** What another slash like the last one would take, and no less than one that empties the position. */
  worth({ state, params, positionUnits }) {
    const slash = Math.max(state.slashSeen, params.evacuateSlash);
    return (positionUnits * BigInt(Math.min(slash, RATIO))) / BigInt(RATIO);
  },
});
