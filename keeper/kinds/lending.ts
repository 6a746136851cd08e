/** Lending collateral: what is sold names its price, and somebody must look at what the venue yields. */
import { Action } from "../../strategies/decision.ts";
import { bands, decide } from "../../strategies/lending/policy.ts";
import { lateCost } from "../late-cost.ts";
import { strategyKind } from "./strategy.ts";

export const lending = strategyKind<"lending">({
  kind: "lending",
  contract: "LendingStrategy",
  decide,
  floorArguments: ({ action, urgency }) =>
    action === Action.repay || action === Action.unwind ? [urgency] : undefined,
  observation: {
    contract: "VenueYield",
    contractOf: ({ venueYield }) => venueYield,
    read: "last",
    observedAt: (_block, _state, { time }) => Number(time),
  },
  worth({ state, params, positionUnits }, urgency) {
    const { high } = bands(state.liquidationLtv, state.level, params);
    return lateCost({ ...state, high, units: positionUnits }, urgency);
  },
});
