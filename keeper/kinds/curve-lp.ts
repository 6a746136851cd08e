/** Liquidity in a Curve pool: somebody must look at the virtual price, which bounds what comes out. */
import { decide } from "../../strategies/curve-lp/policy.ts";
import { RATIO, Urgency } from "../../strategies/decision.ts";
import { strategyKind } from "./strategy.ts";

const ONE = BigInt(RATIO);

export const curveLp = strategyKind<"curve-lp">({
  kind: "curve-lp",
  // Both generations of pools have it.
  contract: "StethCurveLp",
  decide,
  observation: {
    contract: "StethCurveLp",
    contractOf: ({ strategy }) => strategy,
    observedAt: ({ timestamp }, { virtualPriceAge }) => timestamp - virtualPriceAge,
  },
  /** What the pool loses if the depeg goes one level deeper; in a rescue, if the virtual price falls as far again. */
  worth({ state, params, positionUnits }, urgency) {
    const { defendPeg, evacuatePeg } = params.depeg;
    const fall = urgency === Urgency.rescue ? RATIO - params.minVirtualPrice : defendPeg - evacuatePeg;
    return (((positionUnits * BigInt(state.placed)) / ONE) * BigInt(fall)) / ONE;
  },
});
