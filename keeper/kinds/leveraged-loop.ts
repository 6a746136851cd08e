/** Leveraged loops: the strategist's rules have a say, and a delever names the price that it must fetch. */
import { Action } from "../../strategies/decision.ts";
import { bands, decide } from "../../strategies/leveraged-loop/policy.ts";
import { readingOf, ruled } from "../../strategies/leveraged-loop/rules.ts";
import { lateCost } from "../late-cost.ts";
import { strategyKind } from "./strategy.ts";

export const leveragedLoop = strategyKind<"leveraged-loop">({
  kind: "leveraged-loop",
  contract: "LeveragedLoopStrategy",
  decide,
  ruling: { readingOf, ruled },
  encode(abi, { action, target }, floor) {
    if (action === Action.reduce) return abi.encodeFunctionData("reduce", [target, floor]);
    if (action === Action.release) return abi.encodeFunctionData("release");
    return undefined;
  },
  floorArguments: ({ action, urgency }, state) =>
    action === Action.delever || action === Action.reduce ? [state, urgency] : undefined,
  worth({ state, params, positionUnits }, urgency) {
    const { high } = bands(state, state.level, params);
    return lateCost({ ...state, high, units: positionUnits }, urgency);
  },
  functions: ["reduce", "release"],
});
